import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, type Child, type VNode } from './dom';

/**
 * The only file that knows the component library, which is archived upstream: to replace it, replace this file.
 *
 * The library styles itself through constructed style sheets, which the content security policy allows without
 * `unsafe-inline`. Names and descriptions of controls are given as text, not by id: a reference does not cross into
 * the shadow tree where the real input is.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
    vsCodeTextArea(),
    vsCodeTextField(),
  );
}

interface Common {
  id?: string;
  key?: string;
  class?: string;
  disabled?: boolean;
}

interface ButtonOptions extends Common {
  onClick: () => void;
  primary?: boolean;
  /** For screen readers, when the visible text alone does not say what it acts on. */
  name?: string;
  title?: string;
  shortcut?: string;
  pressed?: boolean;
}

export function button(text: Child, options: ButtonOptions, icon?: VNode): VNode {
  return h(
    'vscode-button',
    {
      ...identity(options),
      attrs: {
        appearance: options.primary === true ? 'primary' : 'secondary',
        'aria-label': options.name,
        'aria-keyshortcuts': options.shortcut,
        'aria-pressed': options.pressed === undefined ? undefined : String(options.pressed),
        title: options.title,
        disabled: options.disabled,
      },
      on: { click: () => options.disabled !== true && options.onClick() },
    },
    icon && { ...icon, props: { ...icon.props, attrs: { ...icon.props.attrs, slot: 'start' } } },
    text,
  );
}

/**
 * An action that reads like a link: it opens something in the editor. A native button,
 * because the library's link wants an address.
 */
export function link(
  text: Child,
  onClick: () => void,
  options: { key?: string; class?: string; name?: string; title?: string } = {},
): VNode {
  const attrs = { type: 'button', 'aria-label': options.name, title: options.title };
  return h('button', { key: options.key, class: `link ${options.class ?? ''}`, attrs, on: { click: onClick } }, text);
}

interface FieldOptions extends Common {
  name: string;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  required?: boolean;
  error?: string;
  describedBy?: string;
  numeric?: boolean;
  rows?: number;
  onEnter?: () => void;
}

export const textField = (options: FieldOptions): VNode =>
  textControl('vscode-text-field', options, { inputmode: options.numeric === true ? 'decimal' : undefined });
export const textArea = (options: FieldOptions): VNode =>
  textControl('vscode-text-area', options, { rows: options.rows ?? 3, resize: 'vertical' });

function textControl(tag: string, options: FieldOptions, extra: Record<string, string | number | undefined>): VNode {
  const description = [options.describedBy, options.error].filter(Boolean).join(' ');
  return h(tag, {
    ...identity(options),
    class: `grow ${options.error === undefined ? '' : 'invalid'} ${options.class ?? ''}`,
    attrs: {
      ...extra,
      'aria-label': options.name,
      'aria-invalid': options.error === undefined ? undefined : 'true',
      placeholder: options.placeholder,
      disabled: options.disabled,
    },
    set: { value: options.value },
    after: (element) => describe(element, options.name, description, options.required === true),
    on: {
      input: (event) => options.onInput(valueOf(event)),
      keydown: (event: KeyboardEvent) => {
        if (event.key !== 'Enter' || options.onEnter === undefined || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        options.onEnter();
      },
    },
  });
}

/**
 * The library names the field `Text field` once it is in the page, and hands neither
 * description nor `required` on to the input inside.
 */
function describe(element: Element, name: string, description: string, required: boolean): void {
  element.setAttribute('aria-label', name);
  const inner = element.shadowRoot?.querySelector('[part=control]');
  inner?.setAttribute('aria-description', description);
  inner?.setAttribute('aria-required', String(required));
}

interface CheckOptions extends Common {
  checked: boolean;
  onChange: (checked: boolean) => void;
  describedBy?: string;
}

export function checkbox(text: string, options: CheckOptions): VNode {
  return h(
    'vscode-checkbox',
    {
      ...identity(options),
      attrs: { disabled: options.disabled, 'aria-describedby': options.describedBy },
      set: { checked: options.checked },
      on: {
        // Also sent when a redraw sets the box: only a difference is the user's doing.
        change: (event) => {
          const checked = Reflect.get(event.currentTarget ?? {}, 'checked') === true;
          if (checked !== options.checked) options.onChange(checked);
        },
      },
    },
    text,
  );
}

interface Choice {
  value: string;
  text: string;
}

interface ChoiceOptions extends Common {
  name: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}

export const dropdown = (options: ChoiceOptions): VNode => choice('vscode-dropdown', 'vscode-option', options);
export const radioGroup = (options: ChoiceOptions): VNode => choice('vscode-radio-group', 'vscode-radio', options);

function choice(tag: string, optionTag: string, options: ChoiceOptions): VNode {
  return h(
    tag,
    {
      ...identity(options),
      attrs: { 'aria-label': options.name, disabled: options.disabled },
      set: { value: options.value },
      on: {
        change: (event) => {
          const value = valueOf(event);
          if (value !== '' && value !== options.value) options.onChange(value);
        },
      },
    },
    ...options.choices.map(({ value, text }) => h(optionTag, { key: value, attrs: { value } }, text)),
  );
}

// The library's badge, tag and progress ring have style attributes in their templates, which the content
// security policy forbids: these three are ours.
export const badge = (text: string | number): VNode => h('span', { class: 'badge' }, text);
export const progressRing = (name: string): VNode =>
  h('span', { class: 'ring', attrs: { role: 'progressbar', 'aria-label': name } });
export const tag = (text: string, options: { class?: string; title?: string } = {}): VNode =>
  h('span', { class: `tag ${options.class ?? ''}`, attrs: { title: options.title } }, text);

const identity = ({ id, key, class: className }: Common) => ({ id, key, class: className });

function valueOf(event: Event): string {
  const value: unknown = Reflect.get(event.currentTarget ?? {}, 'value');
  return typeof value === 'string' ? value : '';
}
