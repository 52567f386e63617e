/* The package document: what the book is, what it holds and how accessible that is, each statement
 * derived from the content. */
#include <string.h>

#include "base/xml.h"
#include "epub/package.h"

#define CONFORMANCE "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

struct opf {
	const struct package *package;
	const struct book *book;
	struct buf buf;
};

static void element(struct opf *opf, const char *name, const char *id, const char *text)
{
	buf_fmt(&opf->buf, "<%s", name);
	xml_attr(&opf->buf, "id", id);
	buf_puts(&opf->buf, ">");
	xml_text(&opf->buf, text);
	buf_fmt(&opf->buf, "</%s>\n", name);
}

static void meta(struct opf *opf, const char *property, const char *text)
{
	buf_puts(&opf->buf, "<meta");
	xml_attr(&opf->buf, "property", property);
	buf_puts(&opf->buf, ">");
	xml_text(&opf->buf, text);
	buf_puts(&opf->buf, "</meta>\n");
}

static const char *urn(const struct opf *opf, enum format format)
{
	struct arena *arena = opf->book->arena;

	return str_fmt(arena, "urn:uuid:%s", edition_uuid(arena, opf->book->edition, format));
}

static const char *publisher(const struct edition *edition)
{
	const struct handout *handout = edition->handout;

	return handout->publisher != NULL ? handout->publisher
									  : clinic_name(&handout->clinic, edition->lang);
}

static const char *modified(const struct opf *opf)
{
	long long epoch = opf->book->edition->epoch, second = epoch % 86400;

	return str_fmt(opf->book->arena, "%sT%02lld:%02lld:%02lldZ",
				   date_iso(opf->book->arena, date_of_epoch(epoch)), second / 3600,
				   second / 60 % 60, second % 60);
}

static void describe(struct opf *opf)
{
	const struct edition *edition = opf->book->edition;

	element(opf, "dc:identifier", "id", urn(opf, FORMAT_EPUB));
	element(opf, "dc:title", "title", edition->title);
	element(opf, "dc:language", NULL, edition->lang);
	for (int i = 1; i < opf->book->tongue_count; i++)
		element(opf, "dc:language", NULL, opf->book->tongues[i]->lang);
	if (publisher(edition) != NULL)
		element(opf, "dc:publisher", NULL, publisher(edition));
	if (edition->handout->issued.year != 0)
		element(opf, "dc:date", NULL, date_iso(opf->book->arena, edition->handout->issued));
	meta(opf, "dcterms:modified", modified(opf));
	buf_puts(&opf->buf, "<meta name=\"cover\" content=\"cover-image\"/>\n");
}

static void describe_access(struct opf *opf)
{
	const struct book *book = opf->book;
	bool images = book->picture_count > 0;
	bool drawings = images || book->tasks || book->notes;

	meta(opf, "schema:accessMode", "textual");
	if (images)
		meta(opf, "schema:accessMode", "visual");
	meta(opf, "schema:accessModeSufficient", "textual");
	meta(opf, "schema:accessibilityFeature", "structuralNavigation");
	meta(opf, "schema:accessibilityFeature", "tableOfContents");
	meta(opf, "schema:accessibilityFeature", "readingOrder");
	meta(opf, "schema:accessibilityFeature", "displayTransformability");
	meta(opf, "schema:accessibilityFeature", "ARIA");
	if (drawings)
		meta(opf, "schema:accessibilityFeature", "alternativeText");
	if (book->start_count > 0) {
		meta(opf, "schema:accessibilityFeature", "pageNavigation");
		meta(opf, "schema:accessibilityFeature", "pageBreakMarkers");
		meta(opf, "pageBreakSource", urn(opf, FORMAT_PDF));
	}
	meta(opf, "schema:accessibilityHazard", "none");
	meta(opf, "schema:accessibilitySummary",
		 strings_get(book->edition->strings, images ? "epub/summary-images" : "epub/summary-text"));
}

/* Only a certifier may claim that the book conforms. */
static void certify(struct opf *opf)
{
	const struct certifier *certifier = &opf->book->edition->handout->certifier;

	if (certifier->name == NULL)
		return;
	buf_puts(&opf->buf, "<meta id=\"conformance\" property=\"dcterms:conformsTo\">" CONFORMANCE
						"</meta>\n<meta id=\"certifier\" refines=\"#conformance\""
						" property=\"a11y:certifiedBy\">");
	xml_text(&opf->buf, certifier->name);
	buf_puts(&opf->buf, "</meta>\n");
	if (certifier->credential != NULL) {
		buf_puts(&opf->buf, "<meta refines=\"#certifier\" property=\"a11y:certifierCredential\">");
		xml_text(&opf->buf, certifier->credential);
		buf_puts(&opf->buf, "</meta>\n");
	}
	if (certifier->report != NULL) {
		buf_puts(&opf->buf, "<link refines=\"#certifier\" rel=\"a11y:certifierReport\"");
		xml_attr(&opf->buf, "href", certifier->report);
		buf_puts(&opf->buf, "/>\n");
	}
}

/* The manifest's id of an item: its name with '-' for '.'; the cover's is what old readers know. */
static const char *item_id(const struct opf *opf, const struct item *item)
{
	if (item->properties != NULL && strcmp(item->properties, "cover-image") == 0)
		return "cover-image";
	char *id = str_fmt(opf->book->arena, "file-%s", item->name);
	for (char *p = id; *p != '\0'; p++)
		if (*p == '.')
			*p = '-';
	return id;
}

static void manifest(struct opf *opf)
{
	buf_puts(&opf->buf, "<manifest>\n");
	for (int i = 0; i < opf->package->count; i++) {
		const struct item *item = &opf->package->items[i];
		buf_puts(&opf->buf, "<item");
		xml_attr(&opf->buf, "id", item_id(opf, item));
		xml_attr(&opf->buf, "href", item->name);
		xml_attr(&opf->buf, "media-type", item->type);
		xml_attr(&opf->buf, "properties", item->properties);
		buf_puts(&opf->buf, "/>\n");
	}
	buf_puts(&opf->buf, "</manifest>\n");
}

static void spine(struct opf *opf)
{
	buf_fmt(&opf->buf, "<spine toc=\"%s\" page-progression-direction=\"%s\">\n",
			item_id(opf, &(struct item){.name = PACKAGE_NCX}), opf->book->dir);
	for (int i = 0; i < opf->package->count; i++)
		if (opf->package->items[i].spine)
			buf_fmt(&opf->buf, "<itemref idref=\"%s\"/>\n", item_id(opf, &opf->package->items[i]));
	buf_puts(&opf->buf, "</spine>\n");
}

struct str opf_write(const struct package *package)
{
	const struct book *book = package->book;
	struct opf opf = {.package = package, .book = book, .buf = {.arena = book->arena}};

	buf_puts(&opf.buf,
			 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\""
			 " unique-identifier=\"id\"");
	xml_attr(&opf.buf, "xml:lang", book->edition->lang);
	xml_attr(&opf.buf, "dir", book->dir);
	buf_puts(&opf.buf, ">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	describe(&opf);
	describe_access(&opf);
	certify(&opf);
	buf_puts(&opf.buf, "</metadata>\n");
	manifest(&opf);
	spine(&opf);
	buf_puts(&opf.buf, "</package>\n");
	return buf_str(&opf.buf);
}
