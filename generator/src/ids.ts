/** Branded numbers: indexes into the arrays of a `Graph` or a `Plan` cannot be mixed up. The only `as` for ids is here. */

declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Index into `Graph.packages`. */
export type PackageId = Branded<"package">;
/** Index into `Graph.interfaces`. */
export type InterfaceId = Branded<"interface">;
/** Index into `Graph.worlds`. */
export type WorldId = Branded<"world">;
/** Index into `Graph.types`. */
export type TypeDefId = Branded<"typedef">;
/** Index into `Plan.types`. */
export type TypeId = Branded<"type">;
/** Index into `Plan.resources`. */
export type ResourceId = Branded<"resource">;
/** Index into `FuncPlan.locals`. */
export type LocalId = Branded<"local">;

export const packageId = (n: number): PackageId => n as PackageId;
export const interfaceId = (n: number): InterfaceId => n as InterfaceId;
export const worldId = (n: number): WorldId => n as WorldId;
export const typeDefId = (n: number): TypeDefId => n as TypeDefId;
export const typeId = (n: number): TypeId => n as TypeId;
export const resourceId = (n: number): ResourceId => n as ResourceId;
export const localId = (n: number): LocalId => n as LocalId;
