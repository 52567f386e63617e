/* libzip, loaded when the first archive is packed or opened: with the cryptography that it brings,
 * to link it would take longer than all else before a page is set. */
#ifndef HANDOUT_EPUB_LIBZIP_H
#define HANDOUT_EPUB_LIBZIP_H

#include <stdbool.h>
#include <zip.h>

/* Its functions, without their zip_. */
struct libzip {
	__typeof__(zip_close) *close;
	__typeof__(zip_discard) *discard;
	__typeof__(zip_error_fini) *error_fini;
	__typeof__(zip_error_init) *error_init;
	__typeof__(zip_error_strerror) *error_strerror;
	__typeof__(zip_fclose) *fclose;
	__typeof__(zip_file_add) *file_add;
	__typeof__(zip_file_set_dostime) *file_set_dostime;
	__typeof__(zip_file_set_external_attributes) *file_set_external_attributes;
	__typeof__(zip_fopen_index) *fopen_index;
	__typeof__(zip_fread) *fread;
	__typeof__(zip_get_name) *get_name;
	__typeof__(zip_get_num_entries) *get_num_entries;
	__typeof__(zip_name_locate) *name_locate;
	__typeof__(zip_open_from_source) *open_from_source;
	__typeof__(zip_set_file_compression) *set_file_compression;
	__typeof__(zip_source_buffer) *source_buffer;
	__typeof__(zip_source_buffer_create) *source_buffer_create;
	__typeof__(zip_source_close) *source_close;
	__typeof__(zip_source_free) *source_free;
	__typeof__(zip_source_keep) *source_keep;
	__typeof__(zip_source_open) *source_open;
	__typeof__(zip_source_read) *source_read;
	__typeof__(zip_source_seek) *source_seek;
	__typeof__(zip_source_tell) *source_tell;
	__typeof__(zip_stat_index) *stat_index;
	__typeof__(zip_strerror) *strerror;
};

/* False: it is not installed, or another version. It stays loaded until the process ends. */
bool libzip_load(struct libzip *);

#endif
