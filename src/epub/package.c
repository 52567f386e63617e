/* The book's files in one archive (OCF), with libzip, in memory. */
#include "epub/package.h"

#include <glib.h>
#include <string.h>

#include "epub/libzip.h"

#define FOLDER "EPUB/"

#define TEXT_EFFORT 9
#define FONT_EFFORT 4
#define LEAST_EFFORT 1
#define LARGE (256 << 10) /* bytes */

/* 1 January 1980, the first day that an archive can name. */
#define DOS_DATE 0x21

/* A regular file that its owner may write and everybody read. */
#define ATTRIBUTES ((zip_uint32_t)0100644 << 16)

static const char container[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
	"<rootfiles>\n<rootfile full-path=\"" FOLDER PACKAGE_OPF
	"\""
	" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/* Apple's readers leave embedded fonts aside without it. */
static const char apple_options[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<display_options>\n<platform name=\"*\">\n<option name=\"specified-fonts\">true</option>\n"
	"</platform>\n</display_options>\n";

void package_add(struct package *package, struct item item)
{
	if (package->count == package->room) {
		int room = package->room == 0 ? 16 : 2 * package->room;
		struct item *items = ARENA_ARRAY(package->book->arena, struct item, (size_t)room);
		for (int i = 0; i < package->count; i++)
			items[i] = package->items[i];
		package->items = items;
		package->room = room;
	}
	package->items[package->count++] = item;
}

/* effort: of the compression, 1 to 9; 0: stored. */
static bool add_file(const struct libzip *lib, zip_t *zip, const char *name, struct str bytes,
					 unsigned effort)
{
	zip_source_t *source = lib->source_buffer(zip, bytes.s, bytes.len, 0);

	if (source == NULL)
		return false;
	zip_int64_t index = lib->file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		lib->source_free(source);
		return false;
	}
	zip_uint64_t i = (zip_uint64_t)index;
	return lib->set_file_compression(zip, i, effort > 0 ? ZIP_CM_DEFLATE : ZIP_CM_STORE, effort) ==
			   0 &&
		   lib->file_set_dostime(zip, i, 0, DOS_DATE, 0) == 0 &&
		   lib->file_set_external_attributes(zip, i, 0, ZIP_OPSYS_UNIX, ATTRIBUTES) == 0;
}

/* PNG and JPEG are compressed already; with fonts, more than a little effort gains next to nothing,
 * and takes long with large ones and with CFF, which is dense. */
static unsigned effort_for(const struct item *item)
{
	if (strcmp(item->type, "image/png") == 0 || strcmp(item->type, "image/jpeg") == 0)
		return 0;
	if (!g_str_has_prefix(item->type, "font/"))
		return TEXT_EFFORT;
	return item->bytes.len > LARGE || strcmp(item->type, "font/otf") == 0 ? LEAST_EFFORT
																		  : FONT_EFFORT;
}

static bool add_all(const struct libzip *lib, const struct package *package, zip_t *zip,
					struct str opf)
{
	bool ok = add_file(lib, zip, "mimetype", STR("application/epub+zip"), 0) &&
			  add_file(lib, zip, "META-INF/container.xml", str_of(container), TEXT_EFFORT) &&
			  add_file(lib, zip, "META-INF/com.apple.ibooks.display-options.xml",
					   str_of(apple_options), TEXT_EFFORT) &&
			  add_file(lib, zip, FOLDER PACKAGE_OPF, opf, TEXT_EFFORT);

	for (int i = 0; ok && i < package->count; i++) {
		const struct item *item = &package->items[i];
		ok = add_file(lib, zip, str_fmt(package->book->arena, FOLDER "%s", item->name), item->bytes,
					  effort_for(item));
	}
	return ok;
}

/* The archive's bytes, once it is closed. */
static bool read_back(const struct libzip *lib, struct arena *arena, zip_source_t *source,
					  struct str *out)
{
	if (lib->source_open(source) != 0)
		return false;
	bool ok = lib->source_seek(source, 0, SEEK_END) == 0;
	zip_int64_t size = ok ? lib->source_tell(source) : -1;
	if (size > 0 && lib->source_seek(source, 0, SEEK_SET) == 0) {
		char *bytes = arena_alloc(arena, (size_t)size);
		if (lib->source_read(source, bytes, (zip_uint64_t)size) == size)
			*out = (struct str){bytes, (size_t)size};
	}
	lib->source_close(source);
	return out->s != NULL;
}

static bool report(const struct book *book, const char *why)
{
	diag_error(book->diag, POS_FILE(book->edition->handout->file),
			   "the e-book cannot be packed (%s): free some memory and build again", why);
	return false;
}

static bool pack(const struct libzip *lib, struct package *package, struct str opf, struct str *out)
{
	struct book *book = package->book;
	zip_error_t error;
	bool ok = false;

	lib->error_init(&error);
	zip_source_t *source = lib->source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = source == NULL ? NULL : lib->open_from_source(source, ZIP_TRUNCATE, &error);
	if (zip == NULL) {
		report(book, lib->error_strerror(&error));
		lib->source_free(source);
		lib->error_fini(&error);
		return false;
	}
	lib->source_keep(source);
	if (add_all(lib, package, zip, opf) && lib->close(zip) == 0) {
		ok = read_back(lib, book->arena, source, out) || report(book, "its bytes cannot be read");
	} else {
		report(book, lib->strerror(zip));
		lib->discard(zip);
	}
	lib->source_free(source);
	lib->error_fini(&error);
	return ok;
}

bool package_write(struct package *package, struct str opf, struct str *out)
{
	struct libzip lib;

	if (!libzip_load(&lib)) {
		diag_error(package->book->diag, POS_FILE(package->book->edition->handout->file),
				   "e-books need libzip, which cannot be loaded: install the package libzip4");
		return false;
	}
	return pack(&lib, package, opf, out);
}
