import { describe, expect, it } from 'vitest';
import { found } from './found';

const MODELS = `from django.db import models
from django.core.exceptions import PermissionDenied

class Base(models.Model):
    def raise_not_deletable(self, viewer):
        if not hasattr(self, "user"):
            return
        if self.user == viewer or viewer.has_perm("app.moderate"):
            return
        raise PermissionDenied()

    def raise_not_visible(self, viewer):
        if viewer == self.user or self.privacy in ["public", "unlisted"]:
            return
        raise PermissionDenied()

    def log(self, viewer):
        print(viewer)

class Note(Base):
    user = models.ForeignKey("User", on_delete=models.PROTECT)
    privacy = models.CharField()
    text = models.TextField()

class Comment(Base):
    note = models.ForeignKey("Note", on_delete=models.PROTECT)
`;
const VIEWS = `from django.db.models import Q
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from app import models

@login_required
def rename(request):
    note = get_object_or_404(models.Note, id=request.POST.get("id"), user=request.user)
    note.text = request.POST.get("text")
    note.save()

@login_required
def mine(request):
    return models.Note.objects.filter(user=request.user)

@login_required
def one(request):
    return get_object_or_404(models.Note, id=request.GET.get("id"), user=request.user)

`;

/** What is done to notes by a view of an application whose other views ask for the owner, and whether it differs. */
async function seen(body: string, operation: string): Promise<{ who: string[]; differs: boolean }> {
  const view = `@login_required\ndef asked(request):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
  const names = ['rename', 'mine', 'one', 'asked'];
  const { access } = await found({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'app.settings')\n",
    'app/__init__.py': '',
    'app/settings.py': "ROOT_URLCONF = 'app.urls'\nINSTALLED_APPS = ['app']\n",
    'app/models.py': MODELS,
    'app/views.py': `${VIEWS}${view}`,
    'app/urls.py': `from django.urls import path\nfrom app import views\nurlpatterns = [${names.map((name) => `path("${name}", views.${name})`).join(', ')}]\n`,
  });
  const line = VIEWS.split('\n').length;
  const those = access.filter((one) => one.at.line >= line && one.operation === operation && one.resource === 'Note');
  return { who: [...new Set(those.flatMap(({ who }) => who))], differs: those.some((one) => one.deviation) };
}

const GET = 'note = get_object_or_404(models.Note, id=request.POST.get("id"))';

describe('methods of records that were found', () => {
  it('ask whose the record is', async () => {
    const owned = { who: ['owner', 'role'], differs: false };
    expect(await seen(`${GET}\nnote.raise_not_deletable(request.user)\nnote.delete()`, 'delete')).toEqual(owned);
  });
  it('ask nothing where they only note who is there, or come too late', async () => {
    const open = { who: ['signed-in'], differs: true };
    expect(await seen(`${GET}\nnote.log(request.user)\nnote.delete()`, 'delete')).toEqual(open);
    expect(await seen(`${GET}\nnote.delete()\nnote.raise_not_deletable(request.user)`, 'delete')).toEqual(open);
  });
  it('leave open what else they let through, and no difference is claimed', async () => {
    const unsure = { who: ['signed-in'], differs: false };
    expect(await seen(`${GET}\nnote.raise_not_visible(request.user)\nnote.delete()`, 'delete')).toEqual(unsure);
  });
});

describe('what ties a record to something else', () => {
  it('is not the record', async () => {
    expect(await seen(`${GET}\nrequest.user.favourites.remove(note)`, 'delete')).toEqual({ who: [], differs: false });
    expect((await seen(`${GET}\nnote.delete()`, 'delete')).differs).toBe(true);
  });
  it('belongs to whose record it was found through', async () => {
    const loop = (query: string): string => `for note in models.Note.objects${query}:\n    note.comment_set.all()`;
    expect((await seen(loop('.filter(user=request.user)'), 'list')).differs).toBe(false);
    expect((await seen(loop('.all()'), 'list')).differs).toBe(true);
  });
});

describe('queries that leave something out', () => {
  it('are for their owner where everything else is left out', async () => {
    const owned = { who: ['owner'], differs: false };
    expect(await seen('return models.Note.objects.exclude(~Q(user=request.user))', 'list')).toEqual(owned);
  });
  it('say nothing of the rest', async () => {
    const unsure = { who: ['signed-in'], differs: false };
    expect(await seen('return models.Note.objects.exclude(Q(user__blocks=request.user))', 'list')).toEqual(unsure);
    expect((await seen('return models.Note.objects.exclude(text="")', 'list')).differs).toBe(true);
  });
  it('show everybody what is public', async () => {
    expect((await seen('return models.Note.objects.filter(privacy="public")', 'list')).differs).toBe(false);
    expect((await seen('return models.Note.objects.filter(text="public")', 'list')).differs).toBe(true);
  });
});
