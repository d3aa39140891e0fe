import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const SERVICE = `import { prisma } from './store';
// The check stands further down than the controller is long.











export class Notes {
  async rename(userId, id, name) {
    const found = await prisma.note.findUnique({ where: { id } });
    if (!found || found.userId !== userId) throw new ForbiddenException();
    return prisma.note.update({ where: { id }, data: { name } });
  }
}
`;
const CONTROLLER = `import { Controller, Put, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Notes } from './service';
@Controller('notes')
@UseGuards(AuthGuard('jwt'))
export class NotesController {
  constructor(private readonly service: Notes) {}
  @Put(':id') rename(@Req() req, @Param('id') id, @Body('name') name) { return this.service.rename(req.user.id, id, name); }
}
`;

describe('a check in what the handler calls', () => {
  it('stands in the file it is written in', async () => {
    const [entry] = await entryPoints({ 'controller.ts': CONTROLLER, 'service.ts': SERVICE });
    const check = entry?.guards.find(({ establishes }) => establishes === 'ownership');
    expect(check?.at).toMatchObject({ file: 'controller.ts', line: 8 });
    expect(check?.definition).toMatchObject({ file: 'service.ts', line: 17 });
  });
});
