/* EPUBs made from trees, and what is in them. */
#ifndef HANDOUT_TESTS_UNIT_ARCHIVE_H
#define HANDOUT_TESTS_UNIT_ARCHIVE_H

#include "unit/book.h"

#include <zip.h>

#include "epub/epub.h"

static inline struct str write_book(struct book_fixture *f)
{
	struct str bytes;
	bool written = epub_write(f->arena, f->diag, &f->edition, f->fonts,
							  f->pages.count > 0 ? &f->pages : NULL, &bytes);

	if (f->diag->first != NULL)
		print_message("%s", diag_line(f->arena, f->diag->first));
	assert_int_equal(f->diag->errors, 0);
	assert_true(written);
	return bytes;
}

static inline const char *dump(struct book_fixture *f)
{
	return epub_dump(f->arena, &f->edition, f->fonts, f->pages.count > 0 ? &f->pages : NULL);
}

static inline zip_t *open_zip(struct str bytes)
{
	zip_source_t *source = zip_source_buffer_create(bytes.s, bytes.len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);

	assert_non_null(zip);
	return zip;
}

static inline struct str read_entry(struct arena *arena, zip_t *zip, const char *name)
{
	zip_stat_t stat;

	if (zip_stat(zip, name, 0, &stat) != 0)
		return (struct str){NULL, 0};
	char *data = arena_alloc(arena, stat.size + 1);
	zip_file_t *file = zip_fopen(zip, name, 0);
	assert_int_equal(zip_fread(file, data, stat.size), stat.size);
	zip_fclose(file);
	return (struct str){data, stat.size};
}

static inline const char *entry(struct book_fixture *f, struct str bytes, const char *name)
{
	zip_t *zip = open_zip(bytes);
	struct str data = read_entry(f->arena, zip, name);

	zip_discard(zip);
	assert_non_null(data.s);
	return data.s;
}

#endif
