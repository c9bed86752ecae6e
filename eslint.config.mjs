import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What each kind of project may import. There is no `*` rule: a project without tags fails. */
const depConstraints = [
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  { sourceTag: 'scope:extension', onlyDependOnLibsWithTags: ['scope:extension', 'scope:shared'] },
  { sourceTag: 'scope:backend', onlyDependOnLibsWithTags: ['scope:backend', 'scope:shared'] },
  { sourceTag: 'scope:emulator', onlyDependOnLibsWithTags: ['scope:emulator', 'scope:shared'] },
  {
    sourceTag: 'scope:e2e',
    onlyDependOnLibsWithTags: [
      'scope:e2e',
      'scope:backend',
      'scope:emulator',
      'scope:extension',
      'scope:shared',
    ],
  },
  {
    sourceTag: 'type:contracts',
    onlyDependOnLibsWithTags: ['type:contracts'],
    bannedExternalImports: ['express', 'pg', 'kysely', 'react', 'react-dom', '@electric-sql/*'],
  },
  { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:client', 'type:contracts', 'type:tooling'] },
  {
    sourceTag: 'type:feature',
    onlyDependOnLibsWithTags: ['type:client', 'type:contracts', 'type:tooling'],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:feature', 'type:client', 'type:contracts', 'type:tooling'],
  },
  {
    sourceTag: 'type:tooling',
    onlyDependOnLibsWithTags: ['type:app', 'type:feature', 'type:client', 'type:contracts', 'type:tooling'],
  },
  {
    allSourceTags: ['scope:extension', 'type:app'],
    onlyDependOnLibsWithTags: ['scope:extension', 'scope:shared'],
    bannedExternalImports: ['express', 'pg', 'kysely', '@electric-sql/*', 'pg-boss', 'pino'],
  },
  {
    allSourceTags: ['scope:backend', 'type:app'],
    onlyDependOnLibsWithTags: ['scope:backend', 'scope:shared'],
    bannedExternalImports: ['react', 'react-dom', '@tanstack/*'],
  },
  {
    allSourceTags: ['scope:backend', 'type:feature'],
    onlyDependOnLibsWithTags: ['scope:backend', 'scope:shared'],
    bannedExternalImports: ['react', 'react-dom', '@tanstack/*'],
  },
  {
    allSourceTags: ['scope:backend', 'type:client'],
    onlyDependOnLibsWithTags: ['scope:backend', 'scope:shared'],
    bannedExternalImports: ['express', 'pg', 'kysely', 'pg-boss', '@electric-sql/*', 'react', 'react-dom'],
  },
];

/** What no source may hold, wherever it is. */
const restrictedSyntax = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name; a default only where a tool demands it.',
  },
];

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '.tsc', '.nx', '.data', '**/coverage', '**/test-results'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx, 'react-hooks': reactHooks },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react-hooks/rules-of-hooks': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read settings in config.ts and pass them on.' },
      ],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
      // A file is read to its end without scrolling twice, a function on one screen; a fourth parameter is a record.
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
    },
  },
  {
    files: ['apps/extension/src/**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...restrictedSyntax,
        {
          selector: "JSXOpeningElement[name.name='form']",
          message: 'A sandboxed frame may drop submissions; save on a click and on Enter (save-form.tsx).',
        },
      ],
    },
  },
  {
    // Programs for people and tests may print and read the environment they were started with.
    files: [
      'tools/**',
      '**/main.ts',
      '**/cli/**',
      '**/bench/**',
      '**/*.spec.{ts,tsx}',
      '**/*.bench.ts',
      'libs/testing/**',
      'apps/e2e/**',
      'iris-app-manifest.ts',
    ],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.spec.{ts,tsx}'],
    // A `describe` is a function, too, as long as all its tests.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines-per-function': 'off' },
  },
  {
    // A tool demands the default export in these.
    files: [
      'iris-app-manifest.ts',
      '**/*.config.{ts,mts,mjs}',
      '**/extension-manifest.ts',
      '**/*-reporter.ts',
      '**/*-environment.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.{mjs,js}'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
  prettier,
);
