/* The functions of libzip, found by name. */
#include "epub/libzip.h"

#include <glib.h>

#include "base/library.h"

static const struct library_function functions[] = {
	{"zip_close", offsetof(struct libzip, close)},
	{"zip_discard", offsetof(struct libzip, discard)},
	{"zip_error_fini", offsetof(struct libzip, error_fini)},
	{"zip_error_init", offsetof(struct libzip, error_init)},
	{"zip_error_strerror", offsetof(struct libzip, error_strerror)},
	{"zip_fclose", offsetof(struct libzip, fclose)},
	{"zip_file_add", offsetof(struct libzip, file_add)},
	{"zip_file_set_dostime", offsetof(struct libzip, file_set_dostime)},
	{"zip_file_set_external_attributes", offsetof(struct libzip, file_set_external_attributes)},
	{"zip_fopen_index", offsetof(struct libzip, fopen_index)},
	{"zip_fread", offsetof(struct libzip, fread)},
	{"zip_get_name", offsetof(struct libzip, get_name)},
	{"zip_get_num_entries", offsetof(struct libzip, get_num_entries)},
	{"zip_name_locate", offsetof(struct libzip, name_locate)},
	{"zip_open_from_source", offsetof(struct libzip, open_from_source)},
	{"zip_set_file_compression", offsetof(struct libzip, set_file_compression)},
	{"zip_source_buffer", offsetof(struct libzip, source_buffer)},
	{"zip_source_buffer_create", offsetof(struct libzip, source_buffer_create)},
	{"zip_source_close", offsetof(struct libzip, source_close)},
	{"zip_source_free", offsetof(struct libzip, source_free)},
	{"zip_source_keep", offsetof(struct libzip, source_keep)},
	{"zip_source_open", offsetof(struct libzip, source_open)},
	{"zip_source_read", offsetof(struct libzip, source_read)},
	{"zip_source_seek", offsetof(struct libzip, source_seek)},
	{"zip_source_tell", offsetof(struct libzip, source_tell)},
	{"zip_stat_index", offsetof(struct libzip, stat_index)},
	{"zip_strerror", offsetof(struct libzip, strerror)},
};

bool libzip_load(struct libzip *zip)
{
	return library_load("libzip.so.4", functions, G_N_ELEMENTS(functions), zip);
}
