# The seed's Markdown as troff's ms macros: title, headings, paragraphs, numbered references.
function text(line) {
	gsub(/\\/, "\\e", line)
	gsub(/\*\*|__|[*`]/, "", line)
	if (line ~ /^[.']/)
		line = "\\&" line
	return line
}
/^# / { print ".TL\n" text(substr($0, 3)); title = 1; next }
/^##+ / { sub(/^##+ /, ""); print ".SH\n" text($0); started = 0; next }
/^---$/ { next }
/^$/ { started = 0; next }
/^[0-9]+\. / { number = $1; sub(/^[0-9]+\. +/, ""); print ".IP " number "\n" text($0); started = 1; next }
{
	if (!started)
		print ".PP"
	started = 1
	print text($0)
}
