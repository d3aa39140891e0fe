import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const HEAD = `import { Controller, Get, Injectable, SetMetadata, UnauthorizedException, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Reflector } from '@nestjs/core';
export const Public = () => SetMetadata('isPublic', true);
`;
const MARKED = `constructor(private reflector: Reflector) { super(); }
  canActivate(context) {
    if (this.reflector.getAllAndOverride('isPublic', [context.getHandler(), context.getClass()])) return true;
    return super.canActivate(context);
  }`;
const STRICT = 'handleRequest(err, user) { if (err || !user) throw err || new UnauthorizedException(); return user; }';
const LENIENT = 'handleRequest(err, user) { return user || null; }';

/** Who may call the routes of a controller behind a guard with these methods; `open` is marked as public. */
async function told(methods: string): Promise<Record<string, string | undefined>> {
  const found = await entryPoints({
    'app.ts': `${HEAD}@Injectable()
export class Own extends AuthGuard('jwt') { ${methods} }
@UseGuards(Own)
@Controller()
export class Notes {
  @Get('first') first() { return 1; }
  @Public() @Get('open') open() { return 1; }
  @Get('last') last() { return 1; }
}
`,
  });
  return Object.fromEntries(found.map(({ route = '', authentication }) => [route, authentication]));
}

const CLOSED = { '/first': 'required', '/open': 'required', '/last': 'required' };

describe('a guard that is built on one of a library', () => {
  it('asks what that asks', async () => {
    expect(await told('')).toEqual(CLOSED);
  });
  it('asks it where it calls it, whatever was asked for another route before', async () => {
    expect(await told(MARKED)).toEqual({ ...CLOSED, '/open': 'none' });
  });
  it('asks nothing where it does not', async () => {
    expect((await told('canActivate(context) { return true; }'))['/first']).toBe('none');
  });
  it('turns away by what it does with who was found', async () => {
    expect(await told(STRICT)).toEqual(CLOSED);
    expect((await told(LENIENT))['/first']).toBe('none');
    expect((await told(`${MARKED}\n${STRICT}`))['/last']).toBe('required');
    expect((await told(`${MARKED}\n${LENIENT}`))['/last']).toBe('none');
  });
  it('is no limiter where one is switched off', async () => {
    const [entry] = await entryPoints({
      'app.ts': `import { Controller, Get, UseGuards } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
@Controller() export class Notes { @SkipThrottle() @Get('x') x() { return 1; } }
`,
    });
    expect(entry?.guards).toEqual([]);
  });
});
