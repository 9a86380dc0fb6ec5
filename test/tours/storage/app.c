/* Every function of ocre:storage. */
#include "../tour.h"

static void resource_files(void) {
  ocre_storage_resource_files_resource_file_t file;
  ocre_storage_resource_files_resource_info_list_t list;
  wit_bytes_t bytes;
  tour("resource-files.list-resources", ocre_storage_resource_files_list_resources(0, 4, &list));
  if (tour("resource-files.[static]resource-file.open", ocre_storage_resource_files_resource_file_open(TEXT("greeting"), &file))) {
    tour_number("resource-files.[method]resource-file.size", ocre_storage_resource_files_resource_file_size(file));
    tour("resource-files.[method]resource-file.read", ocre_storage_resource_files_resource_file_read(file, 0, 64, &bytes));
    tour_show("resource-files.[method]resource-file.read", bytes.ptr, bytes.len);
    ocre_storage_resource_files_resource_file_drop(file);
  }
  tour("resource-files.[static]resource-file.open", ocre_storage_resource_files_resource_file_open(TEXT("nothing"), &file));
}

static void open_file(void) {
  ocre_storage_files_file_t file;
  ocre_storage_files_file_stat_t stat;
  wit_bytes_t bytes;
  uint64_t position;
  ocre_storage_files_open_flags_t flags = OCRE_STORAGE_FILES_OPEN_FLAGS_READ | OCRE_STORAGE_FILES_OPEN_FLAGS_WRITE | OCRE_STORAGE_FILES_OPEN_FLAGS_CREATE;
  if (!tour("files.[static]file.open", ocre_storage_files_file_open(TEXT("/data/log/a.txt"), flags, &file))) {
    return;
  }
  tour("files.[method]file.write", ocre_storage_files_file_write(file, tour_bytes("hello, disk")));
  tour("files.[method]file.seek", ocre_storage_files_file_seek(file, 7, OCRE_STORAGE_FILES_WHENCE_START, &position));
  tour("files.[method]file.read", ocre_storage_files_file_read(file, 64, &bytes));
  tour_show("files.[method]file.read", bytes.ptr, bytes.len);
  tour("files.[method]file.stat", ocre_storage_files_file_stat(file, &stat));
  tour_number("files.[method]file.stat", stat.size);
  tour("files.[method]file.set-size", ocre_storage_files_file_set_size(file, 5));
  tour("files.[method]file.sync", ocre_storage_files_file_sync(file));
  ocre_storage_files_file_drop(file);
}

static void files(void) {
  ocre_storage_files_file_stat_t stat;
  ocre_storage_files_dir_entry_list_t entries;
  ocre_storage_files_volume_usage_t usage;
  tour("files.make-directory", ocre_storage_files_make_directory(TEXT("/data/log")));
  open_file();
  tour("files.stat", ocre_storage_files_stat(TEXT("/data/log/a.txt"), &stat));
  if (tour("files.list-directory", ocre_storage_files_list_directory(TEXT("/data/log"), 0, 4, &entries))) {
    tour_show("files.list-directory", entries.ptr[0].name.ptr, entries.ptr[0].name.len);
  }
  tour("files.rename", ocre_storage_files_rename(TEXT("/data/log/a.txt"), TEXT("/data/b.txt")));
  tour("files.remove", ocre_storage_files_remove(TEXT("/data/log")));
  tour("files.usage", ocre_storage_files_usage(TEXT("/data"), &usage));
  tour("files.stat", ocre_storage_files_stat(TEXT("/data/../etc/passwd"), &stat));
}

static void keys(ocre_storage_kv_store_t store) {
  ocre_storage_kv_entry_option_t entry;
  wit_string_list_t list;
  uint64_t version;
  int64_t sum;
  tour("kv.[method]store.set", ocre_storage_kv_store_set(store, TEXT("line/mode"), tour_bytes("auto")));
  tour("kv.[method]store.get", ocre_storage_kv_store_get(store, TEXT("line/mode"), 64, &entry));
  tour_show("kv.[method]store.get", entry.value.value.ptr, entry.is_some ? entry.value.value.len : 0);
  tour("kv.[method]store.compare-and-swap", ocre_storage_kv_store_compare_and_swap(store, TEXT("line/mode"), entry.value.version, tour_bytes("hand"), &version));
  tour("kv.[method]store.compare-and-swap", ocre_storage_kv_store_compare_and_swap(store, TEXT("line/mode"), entry.value.version, tour_bytes("late"), &version));
  tour("kv.[method]store.increment", ocre_storage_kv_store_increment(store, TEXT("line/boots"), 3, &sum));
  tour_number("kv.[method]store.increment", (uint64_t)sum);
  tour("kv.[method]store.list-keys", ocre_storage_kv_store_list_keys(store, TEXT("line/"), TEXT(""), 8, &list));
  tour_number("kv.[method]store.list-keys", list.len);
  tour("kv.[method]store.watch", ocre_storage_kv_store_watch(store, TEXT("line/"), 3));
  tour("kv.[method]store.unwatch", ocre_storage_kv_store_unwatch(store, 3));
  tour("kv.[method]store.remove", ocre_storage_kv_store_remove(store, TEXT("line/boots")));
  tour("kv.[method]store.set", ocre_storage_kv_store_set(store, TEXT("other/key"), tour_bytes("x")));
}

bool ocre_app_run(void) {
  ocre_storage_kv_store_t store;
  resource_files();
  files();
  if (tour("kv.[static]store.open", ocre_storage_kv_store_open(TEXT("default"), &store))) {
    keys(store);
    ocre_storage_kv_store_drop(store);
  }
  return true;
}

OCRE_APP_RUN_EXPORT();
