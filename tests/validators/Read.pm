# What a reader gets out of a PDF or an EPUB: glyphs, lines as they are seen, text.
package Read;
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Exporter 'import';
our @EXPORT_OK = qw(need slurp squeeze glyphs rows pdf_text epub_text verdict);

# need(PROGRAM, PACKAGE): prints the skip and ends when the program is not installed.
sub need {
	my ($program, $package) = @_;
	return if grep { -x "$_/$program" } split /:/, $ENV{PATH};
	print "skip all: $package is not installed\n";
	exit;
}

sub slurp {
	my @command = @_;
	open my $pipe, '-|:encoding(UTF-8)', @command or die "$command[0]: $!";
	local $/;
	return <$pipe> // '';
}

sub squeeze {
	my $text = shift;
	$text =~ s/\s+/ /g;
	return $text =~ s/^ | $//gr;
}

sub verdict {
	my ($name, @faults) = @_;
	print @faults ? "not ok $name\n" : "ok $name\n";
	print "  $_\n" for @faults;
}

sub decode {
	my $text   = shift;
	my %entity = (lt => '<', gt => '>', quot => '"', apos => "'", amp => '&');
	return $text =~ s/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/defined $1 ? chr hex $1 : defined $2 ? chr $2 : $entity{$3}/ger;
}

# All glyphs of a PDF in the order of painting: page, font (without the subset's tag), size, slant
# (0 for a face that was not sheared), color "#rrggbb", x, y, text (a ligature's as letters).
sub glyphs {
	my $pdf      = shift;
	my %ligature = ("\x{fb00}" => 'ff', "\x{fb01}" => 'fi', "\x{fb02}" => 'fl', "\x{fb03}" => 'ffi', "\x{fb04}" => 'ffl');
	my (@found, $page, $color, $font, $size, $slant);
	for (split /\n/, slurp('mutool', 'trace', $pdf)) {
		if (/<page number="(\d+)"/) {
			$page = $1;
		} elsif (/<(?:fill|stroke|clip)_text\b[^>]*\bcolor="([^"]*)"/) {
			my @parts = split / /, $1;
			@parts = (@parts) x 3 if @parts == 1;
			$color = sprintf '#%02x%02x%02x', map { $_ * 255 + 0.5 } @parts;
		} elsif (/<span font="(?:[A-Z]{6}\+)?([^"]*)".*\btrm="(\S+) (\S+) (\S+) (\S+)"/) {
			($font, $size, $slant) = ($1, abs $5, $3);
		} elsif (/<g unicode="([^"]*)".*\bx="([^"]*)" y="([^"]*)"/) {
			my ($x, $y, $text) = ($2, $3, decode($1));
			push @found, {
				page => $page, font => $font, size => $size, slant => $slant, color => $color,
				x => $x, y => $y, text => $ligature{$text} // $text,
			};
		}
	}
	return @found;
}

# The lines of glyphs as the eye sees them: each a list of glyphs from left to right.
sub rows {
	my %rows;
	push @{$rows{sprintf '%05d %09.1f', $_->{page}, $_->{y}}}, $_ for @_;
	return map { [sort { $a->{x} <=> $b->{x} } @{$rows{$_}}] } sort keys %rows;
}

# The text of a PDF in the order of painting, a line a line, pages joined.
sub pdf_text {
	my $pdf = shift;
	return slurp('pdftotext', '-raw', $pdf, '-') =~ s/\f//gr;
}

# The text of an EPUB in the order of its spine; blocks are separated by spaces.
sub epub_text {
	my $epub    = shift;
	my $package = slurp('unzip', '-p', $epub, 'EPUB/package.opf');
	my (%file, $text);
	for ($package =~ /<item\b[^>]*>/g) {
		$file{$1} = $2 if /\bid="([^"]*)".*\bhref="([^"]*)"/;
	}
	for my $id ($package =~ /<itemref\b[^>]*\bidref="([^"]*)"/g) {
		my $xhtml = slurp('unzip', '-p', $epub, "EPUB/$file{$id}");
		$xhtml =~ s/<head>.*?<\/head>//s;
		$xhtml =~ s/<\/?(p|h\d|li|td|th|div|section|br|body|ol|ul)\b[^>]*>/ /g;
		$xhtml =~ s/<[^>]*>//g;
		$text .= decode($xhtml) . ' ';
	}
	return $text;
}

1;
