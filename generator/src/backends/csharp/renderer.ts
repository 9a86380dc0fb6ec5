/** `ocrekit generate csharp`: wit-bindgen's bindings for NativeAOT-LLVM, and a project that builds a component of them. */
import { type BindingsLanguage, type BoundWorld, bindingsRenderer } from "../../backend/bindings.js";
import { banner } from "../../emit/banner.js";

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const pascal = (kebab: string): string => kebab.toLowerCase().split("-").map(capital).join("");

const project = ({ name }: BoundWorld): string => `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Library</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <RuntimeIdentifier>wasi-wasm</RuntimeIdentifier>
    <RootNamespace>${pascal(name)}World</RootNamespace>
    <Nullable>enable</Nullable>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <PublishTrimmed>true</PublishTrimmed>
    <InvariantGlobalization>true</InvariantGlobalization>
    <SelfContained>true</SelfContained>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>

  <ItemGroup>
    <WasmComponentTypeWit Include="${pascal(name)}World_component_type.wit" />
  </ItemGroup>

  <!-- The compiler's packages are on .NET's feed dotnet-experimental: a source of yours, or its address in this property. -->
  <PropertyGroup Condition="'$(DotnetExperimentalFeed)' != ''">
    <RestoreAdditionalProjectSources>$(RestoreAdditionalProjectSources);$(DotnetExperimentalFeed)</RestoreAdditionalProjectSources>
  </PropertyGroup>

  <ItemGroup>
    <PackageReference Include="Microsoft.DotNet.ILCompiler.LLVM" Version="10.0.0-*" />
  </ItemGroup>
</Project>
`;

const readme = (world: BoundWorld): string => `# ${world.namespace}:${world.package}/${world.name} in C#

Bindings by wit-bindgen and a project for NativeAOT-LLVM:

\`\`\`sh
dotnet publish -c Release   # bin/Release/net10.0/wasi-wasm/native/${pascal(world.name)}.wasm, a component
\`\`\`

Its packages are on .NET's feed \`dotnet-experimental\`, which is not among the sources that the .NET SDK comes with; the documents of NativeAOT-LLVM, in
.NET's repository \`runtimelab\`, say its address. \`dotnet nuget add source ADDRESS --name dotnet-experimental\` adds it once for all projects;
\`-p:DotnetExperimentalFeed=ADDRESS\`, or a variable of the environment with that name, gives it to this one.

The app implements the interfaces \`I...Exports\` in partial classes \`...ExportsImpl\`; \`--stubs=empty\` writes them once. \`wit/world.wit\` is what the
bindings were made from.
`;

const language: BindingsLanguage = {
  id: "csharp",
  title: "C#",
  options: [],
  byHand: {
    written: "wit-bindgen's bindings, a project (.csproj) and README.md",
    build: () => ["dotnet publish -c Release"],
    wants: "the .NET 10 SDK with the feed dotnet-experimental among its sources",
  },
  args: ({ stubs }) => (stubs === undefined ? [] : ["--generate-stub"]),
  isStub: (path) => path.endsWith("Impl.cs"),
  project: ({ version }, world) => [
    { path: `${pascal(world.name)}.csproj`, text: project(world), once: true },
    { path: "README.md", text: `<!-- ${banner("//", version, "wit/world.wit").slice(3)} -->\n\n${readme(world)}` },
  ],
};

export const renderer = bindingsRenderer(language);
