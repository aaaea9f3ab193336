import { yaml as yamlLanguage } from '@codemirror/lang-yaml';
import { EditorView } from '@codemirror/view';
import CodeMirror from '@uiw/react-codemirror';

/** Colours of the portal's theme, so that light and dark follow it. */
const theme = EditorView.theme({
  '&': {
    color: 'var(--bui-fg-primary)',
    backgroundColor: 'var(--bui-bg-neutral-2)',
    fontSize: 'var(--bui-font-size-2)',
  },
  '.cm-gutters': {
    color: 'var(--bui-fg-primary)',
    backgroundColor: 'var(--bui-bg-neutral-3)',
    border: 'none',
  },
  '.cm-specialChar': { color: 'var(--bui-negative-fg-subdued)' },
});

/** YAML of an object, to read. Control characters are made visible by the editor. */
export function YamlView({
  yaml,
  label,
}: {
  readonly yaml: string;
  readonly label: string;
}) {
  return (
    <CodeMirror
      value={yaml}
      readOnly
      theme={theme}
      extensions={[
        yamlLanguage(),
        EditorView.contentAttributes.of({ 'aria-label': label }),
      ]}
      basicSetup={{
        syntaxHighlighting: false,
        highlightActiveLine: false,
        highlightActiveLineGutter: false,
        autocompletion: false,
      }}
      maxHeight="24rem"
    />
  );
}
