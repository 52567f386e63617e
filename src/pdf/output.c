/* A PDF file as bytes. Objects are written as they come, in the order of their coming; the
 * cross-reference stream at the end says where each is. */
#include "pdf/output.h"

#include <glib.h>
#include <string.h>

#include "base/hash.h"
#include "pdf/deflate.h"
#include "pdf/value.h"

/* Objects in an object stream, and bytes of text after which it is full: a reader must inflate all
 * of it to get at one. */
enum { MEMBERS = 250, FULL = 48 * 1024 };

/* Bytes of a row of the cross-references: kind, place, index. */
enum { PLACE_MAX = 4, ROW_MAX = 2 + PLACE_MAX };

enum entry_kind { ENTRY_FREE, ENTRY_STREAM, ENTRY_MEMBER };

/* Where an object is: at an offset in the file, or in an object stream. */
struct entry {
	unsigned place;
	unsigned char kind;  /* enum entry_kind */
	unsigned char index; /* in the object stream */
};

struct output {
	struct arena *arena;
	GByteArray *bytes;
	GArray *entries; /* struct entry, by number */
	struct buf text; /* the values of the open object stream */
	struct buf head; /* their numbers and offsets */
	int open;        /* its number, once it has members */
	int members;
	struct deflater *deflater;
};

static void free_writer(void *data)
{
	struct output *output = data;
	g_array_free(output->entries, TRUE);
}

static void free_bytes(void *bytes)
{
	g_byte_array_free(bytes, TRUE);
}

static void add(struct output *output, const void *bytes, size_t len)
{
	if (len > G_MAXUINT - output->bytes->len)
		arena_exhausted();
	g_byte_array_append(output->bytes, bytes, (guint)len);
}

static void add_text(struct output *output, const char *text)
{
	add(output, text, strlen(text));
}

struct output *output_new(struct arena *file, struct arena *arena)
{
	struct output *output = ARENA_NEW(arena, struct output);
	output->arena = arena;
	output->text.arena = output->head.arena = arena;
	output->bytes = g_byte_array_new();
	output->deflater = deflater_new(arena);
	output->entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
	g_array_set_size(output->entries, 1);
	arena_defer(file, free_bytes, output->bytes);
	arena_defer(arena, free_writer, output);
	add_text(output, "%PDF-1.7\n%\xbf\xf7\xa2\xfe\n");
	return output;
}

int output_number(struct output *output)
{
	g_array_set_size(output->entries, output->entries->len + 1);
	return (int)output->entries->len - 1;
}

/* filter: more of the dictionary. */
static void write_stream(struct output *output, int number, const char *dict, const char *filter,
						 struct str bytes)
{
	char text[64];
	struct entry *entry = &g_array_index(output->entries, struct entry, number);
	*entry = (struct entry){output->bytes->len, ENTRY_STREAM, 0};
	g_snprintf(text, sizeof text, "%d 0 obj\n<<", number);
	add_text(output, text);
	add_text(output, dict);
	add_text(output, filter);
	g_snprintf(text, sizeof text, "/Length %zu>>\nstream\n", bytes.len);
	add_text(output, text);
	add(output, bytes.s, bytes.len);
	add_text(output, "\nendstream\nendobj\n");
}

void output_stream(struct output *output, int number, const char *dict, struct str bytes)
{
	write_stream(output, number, dict, "", bytes);
}

void output_deflated(struct output *output, int number, const char *dict, struct str bytes)
{
	write_stream(output, number, dict, "/Filter/FlateDecode",
				 deflater_run(output->deflater, bytes));
}

static void close_object_stream(struct output *output)
{
	char dict[64];
	g_snprintf(dict, sizeof dict, "/Type/ObjStm/N %d/First %zu", output->members, output->head.len);
	buf_add(&output->head, output->text.s, output->text.len);
	output_deflated(output, output->open, dict, buf_str(&output->head));
	output->head.len = output->text.len = 0;
	output->members = 0;
}

struct buf *output_begin(struct output *output, int number)
{
	if (output->members == 0)
		output->open = output_number(output);
	struct entry *entry = &g_array_index(output->entries, struct entry, number);
	*entry = (struct entry){(unsigned)output->open, ENTRY_MEMBER, (unsigned char)output->members++};
	value_integer(&output->head, number);
	buf_putc(&output->head, ' ');
	value_integer(&output->head, (long long)output->text.len);
	buf_putc(&output->head, ' ');
	return &output->text;
}

void output_end(struct output *output)
{
	buf_putc(&output->text, '\n');
	if (output->members == MEMBERS || output->text.len >= FULL)
		close_object_stream(output);
}

/* One row a number, each as what it has more than the row above (PNG's filter Up). */
static struct str cross_references(struct output *output, int width)
{
	guint count = output->entries->len;
	size_t size = (size_t)width + 3;
	unsigned char row[ROW_MAX] = {0}, above[ROW_MAX] = {0};
	unsigned char *rows = arena_alloc(output->arena, count * size), *to = rows;
	for (guint i = 0; i < count; i++) {
		const struct entry *entry = &g_array_index(output->entries, struct entry, i);
		row[0] = entry->kind;
		for (int k = 0; k < width; k++)
			row[1 + k] = (unsigned char)(entry->place >> 8 * (width - 1 - k));
		row[1 + width] = entry->index;
		*to++ = 2;
		for (size_t k = 0; k < size - 1; k++)
			*to++ = (unsigned char)(row[k] - above[k]);
		memcpy(above, row, sizeof above);
	}
	return (struct str){(const char *)rows, count * size};
}

static void write_id(struct output *output, struct buf *out, const unsigned char id[16])
{
	unsigned char own[16];
	hash_md5((struct str){(const char *)output->bytes->data, output->bytes->len}, own);
	buf_puts(out, "/ID[<");
	for (int i = 0; i < 16; i++)
		buf_fmt(out, "%02x", id[i]);
	buf_puts(out, "><");
	for (int i = 0; i < 16; i++)
		buf_fmt(out, "%02x", own[i]);
	buf_puts(out, ">]");
}

struct str output_close(struct output *output, int root, int info, const unsigned char id[16])
{
	if (output->members)
		close_object_stream(output);
	int number = output_number(output), width = 1;
	guint start = output->bytes->len;
	while (width < PLACE_MAX && start >> 8 * width)
		width++;
	struct buf dict = {.arena = output->arena};
	g_array_index(output->entries, struct entry, number) = (struct entry){start, ENTRY_STREAM, 0};
	buf_fmt(&dict, "/Type/XRef/Size %u/W[1 %d 1]/Root %d 0 R/Info %d 0 R", output->entries->len,
			width, root, info);
	write_id(output, &dict, id);
	buf_fmt(&dict, "/DecodeParms<</Predictor 12/Columns %d>>", width + 2);
	output_deflated(output, number, buf_chars(&dict), cross_references(output, width));
	add_text(output, str_fmt(output->arena, "startxref\n%u\n%%%%EOF\n", start));
	return (struct str){(const char *)output->bytes->data, output->bytes->len};
}
