/* The form of TAG.hyph, compiled hyphenation patterns: what hyphenate_make writes and hyphenate
 * maps. Numbers are little-endian and unsigned; offsets count bytes from the file's beginning.
 *
 * The header is followed by the letters that the patterns know (code points of 4 bytes, ascending;
 * '.' stands for an end of the word), the nodes of two tries, the rules, and the sequences beside
 * which nothing is divided. The first trie divides compounds into parts, the second words and parts
 * into syllables.
 *
 * A node is 4 bytes (index of the letter that leads to it, and in the upper 24 bits its first
 * child) and 4 bytes (offset of its rule in the rules, 0: none). The nodes stand breadth first, the
 * children of one by ascending letters; they end where the next node's children begin, and a node
 * more ends the array. Node 0 is the root.
 *
 * A rule is: the number of its levels, with the flag HYPH_CHANGES; the distance of the last level
 * from the end of the letters matched; the levels. With the flag there follow how far before that
 * end the change begins, how many letters it removes, and four strings of a length byte, UTF-8 and
 * a NUL: what stands before and after the hyphen, then the same in capitals. The first rule is
 * at 1.
 *
 * The sequences are such strings too. */
#ifndef HANDOUT_TYPESET_HYPHENATE_FORMAT_H
#define HANDOUT_TYPESET_HYPHENATE_FORMAT_H

#define HYPH_MAGIC "HYPH"
#define HYPH_VERSION 1

/* Where the header's fields are. */
enum {
	HYPH_AT_VERSION = 4,
	HYPH_AT_LEFT, /* the fewest letters before a hyphen, and after it */
	HYPH_AT_RIGHT,
	HYPH_AT_PART_LEFT, /* the same at the borders of a compound's parts */
	HYPH_AT_PART_RIGHT,
	HYPH_AT_LETTERS,        /* how many */
	HYPH_AT_SIZE = 12,      /* of the file; 4 bytes as all that follow */
	HYPH_AT_NODES = 16,     /* of the first trie: offset and count; then of the second */
	HYPH_AT_RULES = 32,     /* offset and size */
	HYPH_AT_SEQUENCES = 40, /* offset and size */
	HYPH_HEADER = 48,
};

#define HYPH_TRIES 2
#define HYPH_NODE 8
#define HYPH_LETTERS_MAX 255
#define HYPH_NODES_MAX 0xfffffe
#define HYPH_CHANGES 0x80
#define HYPH_LEVELS_MAX 0x7f

/* The file of TAG FILE lines that lists what is hyphenated with which file. */
#define HYPH_LIST "languages"

#endif
