/** Handles: of the host's resources with their methods, and of the app's own with a trait for what is behind them. */
import type { FuncPlan, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { comment } from "./comment.js";
import { foreign, funcDocs, handlerSignature } from "./functions.js";
import { objectTrait } from "./places.js";
import { runtime } from "./types.js";

/** `methods` are the printed functions of an imported resource. */
export function resourceDecl(resource: ResourcePlan, methods: readonly Fragment[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const docs = comment(resource.docs, { fallback: `\`${resource.name}\` of \`${resource.home.interface}\`.` });
  return paragraphs([
    code`
    ${docs}
    #[derive(Debug)]
    pub struct ${name} {
        handle: ${runtime("Handle")}<Self>,
    }`,
    code`
    impl ${runtime("Resource")} for ${name} {
        fn from_handle(handle: ${runtime("Handle")}<Self>) -> Self {
            Self { handle }
        }

        fn handle(&self) -> &${runtime("Handle")}<Self> {
            &self.handle
        }

        fn drop_handle(handle: i32) {
            ${foreign(resource.drop, "import", ["i32"], undefined)}
            // SAFETY: nobody uses the handle after this.
            unsafe { import(handle) }
        }
    }`,
    methods.length === 0
      ? empty
      : code`
    impl ${name} {
        ${paragraphs(methods)}
    }`,
    resource.intrinsics === undefined ? empty : own(resource, resource.intrinsics, cx),
  ]);
}

type Intrinsics = NonNullable<ResourcePlan["intrinsics"]>;

function own(resource: ResourcePlan, { make, rep }: Intrinsics, cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const trait = objectTrait(resource.id, cx);
  return code`
    impl ${name} {
        /// A new handle that stands for an object of the app; the object is dropped when the last one is gone.
        pub fn new<T: ${trait}>(object: T) -> Self {
            ${foreign(make, "import", ["i32"], "i32")}
            // SAFETY: the host keeps the number and knows nothing of it.
            handle::own(unsafe { import(handle::into_object(object)) })
        }

        /// The object behind the handle.
        ///
        /// # Panics
        ///
        /// When it is no \`T\`.
        #[must_use]
        pub fn get<T: ${trait}>(&self) -> &T {
            ${foreign(rep, "import", ["i32"], "i32")}
            // SAFETY: the number is that of \`new\`.
            unsafe { handle::object(import(handle::lend(self))) }
        }
    }`;
}

/** What an app implements behind an exported resource. */
export function objectTraitDecl(resource: ResourcePlan, functions: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const items = functions.map((fn) => {
    const names = fn.params.map((_, i) => cx.names.param(fn, i));
    return code`
      ${funcDocs(fn, fn.core.field)}
      ${handlerSignature(cx.func(fn), names)};`;
  });
  const head = `pub trait ${objectTrait(resource.id, cx)}: Sized + 'static`;
  const docs = comment(`An object of the app behind a handle [\`${name}\`].`.replaceAll(/[[\]]/g, ""));
  if (items.length === 0)
    return code`
    ${docs}
    ${head} {}`;
  return code`
    ${docs}
    ${head} {
        ${paragraphs(items)}
    }`;
}
