/** How generated C and C++ is formatted, as a file that an SDK brings along: clang-format changes nothing in it. */
import type { GeneratedFile } from "../files.js";

/** Lines are broken by the generator, so that names of any length read well; 0 leaves them. */
const style = `# Of the generator (sdk-templates/): clang-format changes nothing in the files beside this one.
BasedOnStyle: Google
ColumnLimit: 0
ContinuationIndentWidth: 4
DerivePointerAlignment: false
PointerAlignment: Right
AlignAfterOpenBracket: DontAlign
AlignEscapedNewlines: DontAlign
AllowShortFunctionsOnASingleLine: All
AllowShortIfStatementsOnASingleLine: AllIfsAndElse
AllowShortLoopsOnASingleLine: true
SortIncludes: Never
AttributeMacros: [OKRT_ALIGNAS, OKRT_WEAK]
`;

export const clangFormat: GeneratedFile = { path: ".clang-format", text: style };
