/** The functions of WASI preview 1 with their types, and what each answers when it is denied. */
import type { FunctionType } from "./module.js";

/** Errors of preview 1, by number. */
export const errno = { success: 0, badDescriptor: 8, invalid: 28, notSupported: 52 } as const;

const denied = (params: string, answer: number) => ({ params, answer });
const { badDescriptor, notSupported, success } = errno;

/** Parameters: `i` is an i32, `I` an i64. Every function returns an errno, but for those of `withoutResult`. */
const functions: Readonly<Record<string, { readonly params: string; readonly answer: number }>> = {
  args_get: denied("ii", success),
  args_sizes_get: denied("ii", success),
  environ_get: denied("ii", success),
  environ_sizes_get: denied("ii", success),
  clock_res_get: denied("ii", success),
  clock_time_get: denied("iIi", success),
  fd_advise: denied("iIIi", badDescriptor),
  fd_allocate: denied("iII", badDescriptor),
  fd_close: denied("i", badDescriptor),
  fd_datasync: denied("i", badDescriptor),
  fd_fdstat_get: denied("ii", badDescriptor),
  fd_fdstat_set_flags: denied("ii", badDescriptor),
  fd_fdstat_set_rights: denied("iII", badDescriptor),
  fd_filestat_get: denied("ii", badDescriptor),
  fd_filestat_set_size: denied("iI", badDescriptor),
  fd_filestat_set_times: denied("iIIi", badDescriptor),
  fd_pread: denied("iiiIi", badDescriptor),
  fd_prestat_get: denied("ii", badDescriptor),
  fd_prestat_dir_name: denied("iii", badDescriptor),
  fd_pwrite: denied("iiiIi", badDescriptor),
  fd_read: denied("iiii", badDescriptor),
  fd_readdir: denied("iiiIi", badDescriptor),
  fd_renumber: denied("ii", badDescriptor),
  fd_seek: denied("iIii", badDescriptor),
  fd_sync: denied("i", badDescriptor),
  fd_tell: denied("ii", badDescriptor),
  fd_write: denied("iiii", badDescriptor),
  path_create_directory: denied("iii", badDescriptor),
  path_filestat_get: denied("iiiii", badDescriptor),
  path_filestat_set_times: denied("iiiiIIi", badDescriptor),
  path_link: denied("iiiiiii", badDescriptor),
  path_open: denied("iiiiiIIii", badDescriptor),
  path_readlink: denied("iiiiii", badDescriptor),
  path_remove_directory: denied("iii", badDescriptor),
  path_rename: denied("iiiiii", badDescriptor),
  path_symlink: denied("iiiii", badDescriptor),
  path_unlink_file: denied("iii", badDescriptor),
  poll_oneoff: denied("iiii", notSupported),
  proc_exit: denied("i", success),
  proc_raise: denied("i", notSupported),
  random_get: denied("ii", notSupported),
  sched_yield: denied("", success),
  sock_accept: denied("iii", badDescriptor),
  sock_recv: denied("iiiiii", badDescriptor),
  sock_send: denied("iiiii", badDescriptor),
  sock_shutdown: denied("ii", badDescriptor),
  // Not of preview 1: how Go of componentize-go asks the adapter of wasmtime for time that stands still.
  adapter_monotonic_clock_set_paused: denied("i", success),
};

const withoutResult: ReadonlySet<string> = new Set(["proc_exit", "adapter_monotonic_clock_set_paused"]);

export const preview1Module = "wasi_snapshot_preview1";

/** Absent: preview 1 has no function of this name. */
export function preview1Function(name: string): { readonly type: FunctionType; readonly answer: number } | undefined {
  if (!Object.hasOwn(functions, name)) return undefined;
  const found = functions[name];
  if (found === undefined) return undefined;
  const params = Array.from(found.params, (letter) => (letter === "I" ? ("i64" as const) : ("i32" as const)));
  return { type: { params, results: withoutResult.has(name) ? [] : ["i32"] }, answer: found.answer };
}
