import { yaml as yamlLanguage } from '@codemirror/lang-yaml';
import { unifiedMergeView } from '@codemirror/merge';
import { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import CodeMirror from '@uiw/react-codemirror';
import { useMemo } from 'react';

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
  '.cm-changedLine': { backgroundColor: 'var(--bui-positive-bg-subdued)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--bui-negative-bg-subdued)' },
  '.cm-collapsedLines': {
    color: 'var(--bui-fg-secondary)',
    background: 'var(--bui-bg-neutral-3)',
  },
});

/**
 * YAML of an object, to read: as it would become, with what would go and what would come marked where it is known what
 * stands there now. Control characters are made visible by the editor.
 */
export function YamlView({
  before,
  yaml,
  label,
}: {
  /** The object as it is now, as far as the plan touches it. */
  readonly before?: string;
  readonly yaml: string;
  readonly label: string;
}) {
  const extensions = useMemo(
    (): Extension[] => [
      yamlLanguage(),
      EditorView.contentAttributes.of({ 'aria-label': label }),
      ...(before === undefined ? [] : [changesFrom(before)]),
    ],
    [before, label],
  );
  return (
    <CodeMirror
      value={yaml}
      readOnly
      theme={theme}
      extensions={extensions}
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

function changesFrom(original: string): Extension {
  return unifiedMergeView({
    original,
    mergeControls: false,
    syntaxHighlightDeletions: false,
    collapseUnchanged: { margin: 3, minSize: 6 },
  });
}
