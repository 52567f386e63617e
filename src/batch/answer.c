/* Bytes made and messages, each after a head that tells their lengths. */
#include "batch/answer.h"

#include <string.h>

struct output_head {
	size_t len;
	int pages;
	bool made;
};

struct message_head {
	enum level level;
	int line, col;
	size_t file_len, text_len;
	int origin; /* that the file is in */
	bool has_file;
};

static const struct origins nowhere = {NULL, 0};

static void put_messages(struct buf *out, const struct diag *diag, const struct origins *origins)
{
	for (const struct message *m = diag ? diag->first : NULL; m; m = m->next) {
		const char *file = "";
		struct message_head head;
		memset(&head, 0, sizeof head);
		head.origin = -1;
		if (m->pos.file)
			head.origin = origins_find(origins ? origins : &nowhere, m->pos.file, &file);
		head.level = m->level;
		head.line = m->pos.line;
		head.col = m->pos.col;
		head.file_len = strlen(file);
		head.text_len = strlen(m->text);
		head.has_file = m->pos.file != NULL;
		buf_add(out, &head, sizeof head);
		buf_add(out, file, head.file_len);
		buf_add(out, m->text, head.text_len);
	}
}

struct str answer_pack_messages(struct arena *arena, const struct diag *diag,
								const struct origins *origins)
{
	struct buf out = {.arena = arena};

	put_messages(&out, diag, origins);
	return buf_str(&out);
}

struct str answer_pack(struct arena *arena, const struct made *made, size_t count, bool lasting,
					   const char *facts, const struct diag *diag)
{
	struct buf out = {.arena = arena};
	size_t facts_len = facts ? strlen(facts) : 0;

	for (size_t i = 0; i < count; i++) {
		struct output_head head;
		memset(&head, 0, sizeof head); /* the padding too, here and below: the bytes are kept */
		head.len = made[i].bytes.len;
		head.pages = made[i].pages;
		head.made = made[i].bytes.s != NULL;
		buf_add(&out, &head, sizeof head);
		buf_add(&out, made[i].bytes.s, made[i].bytes.len);
	}
	buf_add(&out, &lasting, sizeof lasting);
	buf_add(&out, &facts_len, sizeof facts_len);
	buf_add(&out, facts, facts_len);
	put_messages(&out, diag, NULL);
	return buf_str(&out);
}

/* Takes len bytes off the front; false when there are fewer. */
static bool take(struct str *rest, size_t len, struct str *out)
{
	if (rest->len < len)
		return false;
	*out = (struct str){rest->s, len};
	rest->s += len;
	rest->len -= len;
	return true;
}

static bool take_head(struct str *rest, void *head, size_t size)
{
	struct str bytes;

	if (!take(rest, size, &bytes))
		return false;
	memcpy(head, bytes.s, size);
	return true;
}

bool answer_unpack_messages(struct str bytes, struct diag *diag, const struct origins *origins)
{
	struct message_head head;
	struct str file, text;

	while (bytes.len > 0) {
		if (!take_head(&bytes, &head, sizeof head) || !take(&bytes, head.file_len, &file) ||
			!take(&bytes, head.text_len, &text))
			return false;
		struct arena *arena = arena_new();
		const char *name = NULL;
		if (head.has_file)
			name = origins_path(arena, origins ? origins : &nowhere, head.origin,
								str_dup(arena, file).s);
		bool named = name || !head.has_file;
		if (named)
			diag_add(diag, head.level, (struct pos){name, head.line, head.col},
					 str_dup(arena, text).s);
		arena_free(arena);
		if (!named)
			return false;
	}
	return true;
}

bool answer_unpack(struct str answer, struct made *made, size_t count, bool *lasting,
				   struct str *facts, struct diag *diag)
{
	struct output_head output;
	struct str bytes;
	size_t facts_len;

	for (size_t i = 0; i < count; i++) {
		if (!take_head(&answer, &output, sizeof output) || !take(&answer, output.len, &bytes))
			return false;
		made[i] = (struct made){{output.made ? bytes.s : NULL, bytes.len}, output.pages};
	}
	return take_head(&answer, lasting, sizeof *lasting) &&
		   take_head(&answer, &facts_len, sizeof facts_len) && take(&answer, facts_len, facts) &&
		   answer_unpack_messages(answer, diag, NULL);
}
