/* The least that an EPUB of the same text costs: floor_epub OUT FILE... writes the files into one
 * archive with libzip, in memory and then to OUT, and does nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { EFFORT = 9, BYTES_MOST = 1 << 20 };

static int add(zip_t *zip, const char *path)
{
	const char *slash = strrchr(path, '/');
	FILE *file = fopen(path, "rb");
	char *bytes = file ? malloc(BYTES_MOST) : NULL;
	if (!bytes)
		return 0;
	size_t length = fread(bytes, 1, BYTES_MOST, file);
	fclose(file);
	zip_source_t *source = zip_source_buffer(zip, bytes, length, 1);
	zip_int64_t index = zip_file_add(zip, slash ? slash + 1 : path, source, ZIP_FL_ENC_UTF_8);
	return index >= 0 &&
		   zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, EFFORT) == 0;
}

static int save(zip_source_t *source, const char *path)
{
	FILE *file = fopen(path, "wb");
	if (!file || zip_source_open(source) != 0 || zip_source_seek(source, 0, SEEK_END) != 0)
		return 0;
	zip_int64_t size = zip_source_tell(source);
	char *bytes = size > 0 ? malloc((size_t)size) : NULL;
	if (!bytes || zip_source_seek(source, 0, SEEK_SET) != 0 ||
		zip_source_read(source, bytes, (zip_uint64_t)size) != size) {
		free(bytes);
		return 0;
	}
	int written = fwrite(bytes, 1, (size_t)size, file) == (size_t)size;
	zip_source_close(source);
	free(bytes);
	return fclose(file) == 0 && written;
}

int main(int argc, char **argv)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
	int ok = zip && argc > 2;
	if (zip)
		zip_source_keep(source);
	for (int i = 2; ok && i < argc; i++)
		ok = add(zip, argv[i]);
	ok = ok && zip_close(zip) == 0 && save(source, argv[1]);
	if (source)
		zip_source_free(source);
	if (!ok)
		fprintf(stderr, "usage: floor_epub OUT FILE...\n");
	return !ok;
}
