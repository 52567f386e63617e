/* Cairo's PDF -> the finished PDF, in memory, with libqpdf. New objects are written as JSON and
 * read by libqpdf in one go; only what cairo made is changed by handle. */
#include "pdf/finish.h"

#include <glib.h>
#include <lcms2.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "pdf/annots.h"
#include "pdf/cff.h"
#include "pdf/content.h"
#include "pdf/outline.h"
#include "pdf/tree.h"
#include "pdf/xmp.h"

static bool report_library(struct diag *diag, qpdf_data pdf)
{
	const char *why = "unknown";
	if (qpdf_has_error(pdf))
		why = qpdf_get_error_full_text(pdf, qpdf_get_error(pdf));
	else if (qpdf_more_warnings(pdf))
		why = qpdf_get_error_full_text(pdf, qpdf_next_warning(pdf));
	diag_error(diag, POS_FILE(NULL),
			   "the PDF cannot be finished (%s): a fault of the program, please report it", why);
	return false;
}

/* Puts a value into a dictionary and releases its handle. */
static void put(qpdf_data pdf, qpdf_oh dict, const char *key, qpdf_oh value)
{
	qpdf_oh_replace_key(pdf, dict, key, value);
	qpdf_oh_release(pdf, value);
}

static void put_ref(qpdf_data pdf, qpdf_oh dict, const char *key, int number)
{
	if (number)
		put(pdf, dict, key, qpdf_get_object_by_id(pdf, number, 0));
}

/* A new stream's object number. filter may be NULL. */
static int add_stream(qpdf_data pdf, struct str bytes, const char *type, const char *subtype)
{
	qpdf_oh stream = qpdf_oh_new_stream(pdf), dict = qpdf_oh_get_dict(pdf, stream);
	qpdf_oh null = qpdf_oh_new_null(pdf);
	if (type)
		put(pdf, dict, "/Type", qpdf_oh_new_name(pdf, type));
	if (subtype)
		put(pdf, dict, "/Subtype", qpdf_oh_new_name(pdf, subtype));
	qpdf_oh_replace_stream_data(pdf, stream, (const unsigned char *)bytes.s, bytes.len, null, null);
	int number = qpdf_oh_get_object_id(pdf, stream);
	qpdf_oh_release(pdf, null);
	qpdf_oh_release(pdf, dict);
	qpdf_oh_release(pdf, stream);
	return number;
}

static const char *begin_text(struct arena *arena, const struct marker *marker)
{
	if (marker->element)
		return str_fmt(arena, "/%s<</MCID %d>>BDC", marker->element->type, marker->mcid);
	switch (marker->artifact) {
	case ARTIFACT_HEADER:
		return "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC";
	case ARTIFACT_FOOTER:
		return "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC";
	case ARTIFACT_BACKGROUND:
		return "/Artifact<</Type/Background>>BDC";
	case ARTIFACT_REPEAT:
		return "/Artifact<</Type/Pagination>>BDC";
	case ARTIFACT_NONE:
	case ARTIFACT_LAYOUT:
		break;
	}
	return "/Artifact<</Type/Layout>>BDC";
}

/* Compressed at once: until all is written libqpdf would keep each page's text as it is. */
static void replace_deflated(struct arena *arena, qpdf_data pdf, qpdf_oh stream, struct str text)
{
	uLongf length = compressBound((uLong)text.len);
	unsigned char *bytes = arena_alloc(arena, length);
	if (compress2(bytes, &length, (const unsigned char *)text.s, (uLong)text.len, 9) != Z_OK)
		arena_exhausted();
	qpdf_oh filter = qpdf_oh_new_name(pdf, "/FlateDecode"), null = qpdf_oh_new_null(pdf);
	qpdf_oh_replace_stream_data(pdf, stream, bytes, length, filter, null);
	qpdf_oh_release(pdf, null);
	qpdf_oh_release(pdf, filter);
}

static bool rewrite_page(struct diag *diag, qpdf_data pdf, qpdf_oh page, int index,
						 const struct markers *markers)
{
	struct arena *arena = arena_new();
	unsigned char *bytes = NULL;
	size_t length = 0;
	const char *fault = "its content cannot be read";
	int at = -1;
	struct buf out = {.arena = arena};
	const char **begins = ARENA_ARRAY(arena, const char *, (size_t)markers->count + 1);
	for (int i = 0; i < markers->count; i++)
		begins[i] = begin_text(arena, &markers->items[i]);
	bool done = qpdf_oh_get_page_content_data(pdf, page, &bytes, &length) == QPDF_SUCCESS &&
				content_rewrite((struct str){(const char *)bytes, length}, begins, markers->count,
								&out, &fault, &at);
	if (done) {
		qpdf_oh contents = qpdf_oh_get_key(pdf, page, "/Contents");
		replace_deflated(arena, pdf, contents, buf_str(&out));
		qpdf_oh_release(pdf, contents);
	} else {
		struct pos pos = at >= 0 && at < markers->count ? markers->items[at].pos : POS_FILE(NULL);
		diag_error(diag, pos,
				   "page %d of the PDF is not accessible, at or after this block (%s): a fault of "
				   "the program, please report it",
				   index + 1, fault);
	}
	free(bytes);
	arena_free(arena);
	return done;
}

/* Makes the outlines of a font descriptor small, if they are CFF. */
static void shrink_font(qpdf_data pdf, qpdf_oh descriptor)
{
	qpdf_oh file = qpdf_oh_get_key(pdf, descriptor, "/FontFile3");
	unsigned char *bytes = NULL;
	size_t length = 0;
	QPDF_BOOL decoded = QPDF_FALSE;
	struct arena *arena = arena_new();
	struct str small;
	if (qpdf_oh_get_stream_data(pdf, file, qpdf_dl_generalized, &decoded, &bytes, &length) ==
			QPDF_SUCCESS &&
		decoded && cff_shrink(arena, (struct str){(const char *)bytes, length}, &small)) {
		qpdf_oh null = qpdf_oh_new_null(pdf);
		qpdf_oh_replace_stream_data(pdf, file, (const unsigned char *)small.s, small.len, null,
									null);
		qpdf_oh_release(pdf, null);
	}
	free(bytes);
	arena_free(arena);
	qpdf_oh_release(pdf, file);
}

/* What a dictionary lacks or may not have. */
static void mend_dictionary(qpdf_data pdf, qpdf_oh dict)
{
	qpdf_oh subtype = qpdf_oh_get_key(pdf, dict, "/Subtype");
	qpdf_oh_remove_key(pdf, dict, "/Interpolate");
	if (qpdf_oh_is_name_and_equals(pdf, subtype, "/CIDFontType2") &&
		!qpdf_oh_has_key(pdf, dict, "/CIDToGIDMap"))
		put(pdf, dict, "/CIDToGIDMap", qpdf_oh_new_name(pdf, "/Identity"));
	if (qpdf_oh_has_key(pdf, dict, "/FontFile3"))
		shrink_font(pdf, dict);
	qpdf_oh_release(pdf, subtype);
}

/* Adds what cairo leaves out and takes away what PDF/A forbids, in everything below a resource. */
static void mend(qpdf_data pdf, qpdf_oh object, GHashTable *seen)
{
	if (qpdf_oh_is_indirect(pdf, object) &&
		!g_hash_table_add(seen, GINT_TO_POINTER(qpdf_oh_get_object_id(pdf, object))))
		return;
	if (qpdf_oh_is_array(pdf, object)) {
		for (int i = 0; i < qpdf_oh_get_array_n_items(pdf, object); i++) {
			qpdf_oh item = qpdf_oh_get_array_item(pdf, object, i);
			bool scalar = qpdf_oh_is_scalar(pdf, item);
			if (!scalar)
				mend(pdf, item, seen);
			qpdf_oh_release(pdf, item);
			if (scalar)
				break;
		}
		return;
	}
	bool stream = qpdf_oh_is_stream(pdf, object);
	if (!stream && !qpdf_oh_is_dictionary(pdf, object))
		return;
	qpdf_oh dict = stream ? qpdf_oh_get_dict(pdf, object) : qpdf_oh_new_object(pdf, object);
	mend_dictionary(pdf, dict);
	GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
	for (qpdf_oh_begin_dict_key_iter(pdf, dict); qpdf_oh_dict_more_keys(pdf);)
		g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(pdf)));
	for (guint i = 0; i < keys->len; i++) {
		qpdf_oh value = qpdf_oh_get_key(pdf, dict, g_ptr_array_index(keys, i));
		if (!qpdf_oh_is_scalar(pdf, value))
			mend(pdf, value, seen);
		qpdf_oh_release(pdf, value);
	}
	g_ptr_array_free(keys, TRUE);
	qpdf_oh_release(pdf, dict);
}

static bool rewrite_pages(struct diag *diag, qpdf_data pdf, struct objects *objects, int *numbers)
{
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	bool whole = true;
	for (int i = 0; i < objects->sheets->count && whole; i++) {
		qpdf_oh page = qpdf_get_page_n(pdf, (size_t)i);
		qpdf_oh resources = qpdf_oh_get_key(pdf, page, "/Resources");
		numbers[i] = qpdf_oh_get_object_id(pdf, page);
		whole = rewrite_page(diag, pdf, page, i, tags_markers(objects->tags, i));
		mend(pdf, resources, seen);
		qpdf_oh_release(pdf, resources);
		qpdf_oh_release(pdf, page);
	}
	g_hash_table_destroy(seen);
	return whole;
}

/* Page keys that need the numbers of the links' objects. */
static void dress_pages(qpdf_data pdf, const struct objects *objects)
{
	const struct link *link = objects->links->first;
	for (int i = 0; i < objects->sheets->count; i++) {
		qpdf_oh page = qpdf_get_object_by_id(pdf, objects->page_objects[i], 0);
		put(pdf, page, "/StructParents", qpdf_oh_new_integer(pdf, i));
		put(pdf, page, "/Tabs", qpdf_oh_new_name(pdf, "/S"));
		qpdf_oh annots = qpdf_oh_new_array(pdf);
		bool any = false;
		for (; link && link->page == i; link = link->next) {
			qpdf_oh annot = qpdf_get_object_by_id(pdf, link->object, 0);
			qpdf_oh_append_item(pdf, annots, annot);
			qpdf_oh_release(pdf, annot);
			any = true;
		}
		if (any)
			qpdf_oh_replace_key(pdf, page, "/Annots", annots);
		qpdf_oh_release(pdf, annots);
		qpdf_oh_release(pdf, page);
	}
}

/* The sRGB profile. Its header has the clock in bytes 24 to 35, which becomes zero. */
static bool profile(struct arena *arena, struct str *out)
{
	cmsHPROFILE srgb = cmsCreate_sRGBProfile();
	cmsUInt32Number size = 0;
	bool made = srgb && cmsSaveProfileToMem(srgb, NULL, &size) && size > 36;
	char *bytes = made ? arena_alloc(arena, size) : NULL;
	made = made && cmsSaveProfileToMem(srgb, bytes, &size);
	if (made)
		memset(bytes + 24, 0, 12);
	if (srgb)
		cmsCloseProfile(srgb);
	*out = (struct str){bytes, size};
	return made;
}

static int write_intent(struct objects *objects, int icc)
{
	int number = objects_number(objects);
	objects_begin(objects, number);
	buf_fmt(&objects->json,
			"[{\"/Type\":\"/OutputIntent\",\"/S\":\"/GTS_PDFA1\",\"/OutputConditionIdentifier\":"
			"\"u:sRGB IEC61966-2.1\",\"/Info\":\"u:sRGB IEC61966-2.1\",\"/DestOutputProfile\":"
			"\"%d 0 R\"}]",
			icc);
	objects_end(objects);
	return number;
}

static int write_info(struct objects *objects, const struct facts *facts)
{
	int number = objects_number(objects);
	struct buf *json = &objects->json;
	objects_begin(objects, number);
	buf_puts(json, "{\"/Title\":");
	json_text(json, facts->title);
	json_entry(json, "Subject", facts->subject);
	json_entry(json, "Author", facts->author);
	json_entry(json, "Creator", facts->producer);
	json_entry(json, "Producer", facts->producer);
	json_entry(json, "CreationDate", facts->pdf_date);
	json_entry(json, "ModDate", facts->pdf_date);
	buf_putc(json, '}');
	objects_end(objects);
	return number;
}

static int write_preferences(struct objects *objects)
{
	int number = objects_number(objects);
	struct buf *json = &objects->json;
	objects_begin(objects, number);
	buf_puts(json, "{\"/DisplayDocTitle\":true");
	if (objects->edition->locale->rtl)
		buf_puts(json, ",\"/Direction\":\"/R2L\"");
	if (objects->edition->kind == EDITION_BOOKLET)
		buf_puts(json, ",\"/Duplex\":\"/DuplexFlipShortEdge\",\"/PrintScaling\":\"/None\"");
	buf_putc(json, '}');
	objects_end(objects);
	return number;
}

static int write_labels(struct objects *objects)
{
	int number = objects_number(objects);
	struct buf *json = &objects->json;
	bool booklet = objects->edition->kind == EDITION_BOOKLET;
	objects_begin(objects, number);
	buf_puts(json, booklet ? "{\"/Nums\":[" : "{\"/Nums\":[0,{\"/S\":\"/D\"}");
	for (int i = 0; booklet && i < objects->sheets->count; i++) {
		buf_fmt(json, "%s%d,{\"/P\":", i ? "," : "", i);
		json_text(json, impose_label(objects->arena, objects->edition, objects->sheets, i));
		buf_putc(json, '}');
	}
	buf_puts(json, "]}");
	objects_end(objects);
	return number;
}

static int write_value(struct objects *objects, const char *json)
{
	int number = objects_number(objects);
	objects_begin(objects, number);
	buf_puts(&objects->json, json);
	objects_end(objects);
	return number;
}

/* The identifier of the file: what qpdf keeps of an ID that is there already is its first half. */
static void put_id(qpdf_data pdf, qpdf_oh trailer, const char *uuid)
{
	char id[16] = {0};
	int digits = 0;
	for (const char *c = uuid; *c && digits < 32; c++) {
		if (!g_ascii_isxdigit(*c))
			continue;
		id[digits / 2] = (char)(id[digits / 2] * 16 + g_ascii_xdigit_value(*c));
		digits++;
	}
	qpdf_oh both = qpdf_oh_new_array(pdf), one = qpdf_oh_new_binary_string(pdf, id, sizeof id);
	qpdf_oh_append_item(pdf, both, one);
	qpdf_oh_append_item(pdf, both, one);
	qpdf_oh_release(pdf, one);
	put(pdf, trailer, "/ID", both);
}

/* The keys of the catalog, as numbers of objects. */
struct catalog {
	int structure, outlines, names, labels, preferences, intents, marked, metadata, info;
};

static bool write_objects(struct objects *objects, struct diag *diag, const struct facts *facts,
						  int icc, struct catalog *catalog)
{
	annots_number(objects);
	bool whole = annots_write(objects, diag);
	catalog->structure = tree_write(objects);
	catalog->outlines = outline_write(objects);
	int places = outline_names(objects);
	if (places)
		catalog->names =
			write_value(objects, str_fmt(objects->arena, "{\"/Dests\":\"%d 0 R\"}", places));
	catalog->labels = write_labels(objects);
	catalog->marked = write_value(objects, "{\"/Marked\":true}");
	catalog->preferences = write_preferences(objects);
	catalog->intents = write_intent(objects, icc);
	catalog->info = write_info(objects, facts);
	return whole;
}

static void dress_catalog(qpdf_data pdf, const struct catalog *catalog, const struct facts *facts)
{
	qpdf_oh root = qpdf_get_root(pdf), trailer = qpdf_get_trailer(pdf);
	put(pdf, root, "/Lang", qpdf_oh_new_unicode_string(pdf, facts->lang));
	put_ref(pdf, root, "/StructTreeRoot", catalog->structure);
	put_ref(pdf, root, "/Outlines", catalog->outlines);
	put_ref(pdf, root, "/Names", catalog->names);
	put_ref(pdf, root, "/PageLabels", catalog->labels);
	put_ref(pdf, root, "/MarkInfo", catalog->marked);
	put_ref(pdf, root, "/ViewerPreferences", catalog->preferences);
	put_ref(pdf, root, "/OutputIntents", catalog->intents);
	put_ref(pdf, root, "/Metadata", catalog->metadata);
	put_ref(pdf, trailer, "/Info", catalog->info);
	put_id(pdf, trailer, facts->uuid);
	qpdf_oh_release(pdf, root);
	qpdf_oh_release(pdf, trailer);
}

static bool write_out(struct arena *arena, qpdf_data pdf, struct str *out)
{
	if (qpdf_init_write_memory(pdf) != QPDF_SUCCESS)
		return false;
	qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
	qpdf_set_minimum_pdf_version(pdf, "1.7");
	qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
	qpdf_set_compress_streams(pdf, QPDF_TRUE);
	qpdf_set_newline_before_endstream(pdf, QPDF_TRUE);
	if (qpdf_write(pdf) != QPDF_SUCCESS || qpdf_has_error(pdf) || qpdf_more_warnings(pdf))
		return false;
	*out = str_dup(arena,
				   (struct str){(const char *)qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf)});
	return true;
}

static bool take(void *pdf, struct str json)
{
	return qpdf_update_from_json_data(pdf, json.s, json.len) == QPDF_SUCCESS;
}

static bool build(struct arena *arena, struct diag *diag, qpdf_data pdf, struct objects *objects,
				  struct str *out)
{
	struct facts facts = facts_of(objects->arena, objects->edition);
	struct catalog catalog = {0};
	struct str icc;
	int *numbers = ARENA_ARRAY(objects->arena, int, (size_t)objects->sheets->count);
	if (qpdf_get_num_pages(pdf) != objects->sheets->count || !profile(objects->arena, &icc))
		return report_library(diag, pdf);
	if (!rewrite_pages(diag, pdf, objects, numbers))
		return false;
	int icc_number = add_stream(pdf, icc, NULL, NULL);
	qpdf_oh icc_stream = qpdf_get_object_by_id(pdf, icc_number, 0);
	qpdf_oh icc_dict = qpdf_oh_get_dict(pdf, icc_stream);
	put(pdf, icc_dict, "/N", qpdf_oh_new_integer(pdf, 3));
	qpdf_oh_release(pdf, icc_dict);
	qpdf_oh_release(pdf, icc_stream);
	catalog.metadata = add_stream(pdf, xmp_packet(objects->arena, &facts), "/Metadata", "/XML");
	objects->page_objects = numbers;
	objects->next = catalog.metadata + 1;
	objects->take = take;
	objects->sink = pdf;
	bool whole = write_objects(objects, diag, &facts, icc_number, &catalog);
	if (!objects_close(objects))
		return report_library(diag, pdf);
	if (!whole)
		return false;
	dress_pages(pdf, objects);
	dress_catalog(pdf, &catalog, &facts);
	return write_out(arena, pdf, out) || report_library(diag, pdf);
}

bool finish(struct arena *arena, struct diag *diag, struct objects *objects, struct str drawn,
			struct str *out)
{
	qpdf_data pdf = qpdf_init();
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
	bool done = qpdf_read_memory(pdf, "pages", drawn.s, drawn.len, NULL) == QPDF_SUCCESS
					? build(arena, diag, pdf, objects, out)
					: report_library(diag, pdf);
	qpdf_cleanup(&pdf);
	return done;
}
