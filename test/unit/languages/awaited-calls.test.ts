import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const nest = (made: string): Record<string, string> => ({
  'app.module.ts': `import { Module, Controller, Get } from '@nestjs/common';
@Controller('/')
export class AppController { @Get('health') health() { return 'OK'; } }
@Module({ controllers: [AppController] })
export class AppModule {}
`,
  'main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = ${made};
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
bootstrap();
`,
});

describe('a call that is waited for', () => {
  it.each([
    ['plain', 'await NestFactory.create(AppModule)'],
    ['with a type', 'await NestFactory.create<NestExpressApplication>(AppModule)'],
    ['with a type, in parentheses', '(await NestFactory.create<NestExpressApplication>(AppModule))'],
  ])('is the call it is without: %s', async (_what, made) => {
    expect((await entryPoints(nest(made))).map(({ route }) => route)).toEqual(['/api/health']);
  });
  it('is waited for before what it gives is called', async () => {
    const [entry] = await entryPoints({
      'app.ts': `import express from 'express';
const app = express();
app.use(async (req, res, next) => { (await load())(req); next(); });
app.get('/a', (req, res) => res.end());
`,
    });
    expect(entry?.route).toBe('/a');
  });
});
