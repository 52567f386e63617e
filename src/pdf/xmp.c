/* What a PDF says about itself. PDF/A wants the Info dictionary and the XMP packet to agree, so
 * both come from the same facts. */
#include "pdf/xmp.h"

#include <time.h>

#include "base/xml.h"

static const char *date(struct arena *arena, long long epoch, const char *format)
{
	char text[64];
	struct tm tm;
	time_t seconds = (time_t)epoch;
	if (!gmtime_r(&seconds, &tm) || strftime(text, sizeof text, format, &tm) == 0)
		return "";
	return str_copy(arena, text);
}

struct facts facts_of(struct arena *arena, const struct edition *edition)
{
	const struct handout *handout = edition->handout;
	return (struct facts){
		.title = edition->title,
		.subject =
			edition->kind == EDITION_BOOKLET
				? "For printing and folding. To read it on a screen or with a screen reader, take "
				  "the standard edition."
				: NULL,
		.author =
			handout->publisher ? handout->publisher : clinic_name(&handout->clinic, edition->lang),
		.producer = "handout",
		.lang = edition->lang,
		.uuid = edition_uuid(arena, edition, FORMAT_PDF),
		.pdf_date = date(arena, edition->epoch, "D:%Y%m%d%H%M%SZ"),
		.xmp_date = date(arena, edition->epoch, "%Y-%m-%dT%H:%M:%SZ"),
	};
}

static void simple(struct buf *out, const char *name, const char *value)
{
	buf_fmt(out, "<%s>", name);
	xml_text(out, value);
	buf_fmt(out, "</%s>\n", name);
}

static void container(struct buf *out, const char *name, const char *kind, const char *lang,
					  const char *value)
{
	buf_fmt(out, "<%s><rdf:%s><rdf:li", name, kind);
	xml_attr(out, "xml:lang", lang);
	buf_putc(out, '>');
	xml_text(out, value);
	buf_fmt(out, "</rdf:li></rdf:%s></%s>\n", kind, name);
}

/* PDF/A-2 knows no pdfuaid: a property outside its own schemas must be described. */
static const char extension[] =
	"<rdf:Description rdf:about=\"\""
	" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaProperty:name>part</pdfaProperty:name>\n"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
	"<pdfaProperty:category>internal</pdfaProperty:category>\n"
	"<pdfaProperty:description>Part of PDF/UA (ISO 14289)</pdfaProperty:description>\n"
	"</rdf:li></rdf:Seq></pdfaSchema:property>\n"
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
	"</rdf:Description>\n";

struct str xmp_packet(struct arena *arena, const struct facts *facts)
{
	struct buf out = {.arena = arena};
	buf_puts(&out,
			 "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
			 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
			 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
			 "<rdf:Description rdf:about=\"\""
			 " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
			 " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
			 " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\""
			 " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
			 " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
			 " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
	simple(&out, "pdfaid:part", "2");
	simple(&out, "pdfaid:conformance", "A");
	simple(&out, "pdfuaid:part", "1");
	simple(&out, "dc:format", "application/pdf");
	container(&out, "dc:title", "Alt", "x-default", facts->title);
	if (facts->subject)
		container(&out, "dc:description", "Alt", "x-default", facts->subject);
	if (facts->author)
		container(&out, "dc:creator", "Seq", NULL, facts->author);
	container(&out, "dc:language", "Bag", NULL, facts->lang);
	const char *urn = str_fmt(arena, "urn:uuid:%s", facts->uuid);
	simple(&out, "dc:identifier", urn);
	simple(&out, "xmp:CreatorTool", facts->producer);
	simple(&out, "xmp:CreateDate", facts->xmp_date);
	simple(&out, "xmp:ModifyDate", facts->xmp_date);
	simple(&out, "xmp:MetadataDate", facts->xmp_date);
	simple(&out, "xmpMM:DocumentID", urn);
	simple(&out, "pdf:Producer", facts->producer);
	buf_puts(&out, "</rdf:Description>\n");
	buf_puts(&out, extension);
	buf_puts(&out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
	return buf_str(&out);
}
