/* Messages: place, fault, remedy, kept in order. */
#include "base/diag.h"

#include "base/str.h"

struct diag *diag_new(struct arena *arena)
{
	struct diag *diag = ARENA_NEW(arena, struct diag);
	diag->arena = arena;
	return diag;
}

static void add(struct diag *diag, enum level level, struct pos pos, const char *text)
{
	struct message *message = ARENA_NEW(diag->arena, struct message);
	message->level = level;
	message->pos = pos;
	if (pos.file)
		message->pos.file = str_copy(diag->arena, pos.file);
	message->text = text;
	if (diag->last)
		diag->last->next = message;
	else
		diag->first = message;
	diag->last = message;
	diag->errors += level == LEVEL_ERROR;
	diag->warnings += level == LEVEL_WARNING;
}

void diag_add(struct diag *diag, enum level level, struct pos pos, const char *text)
{
	add(diag, level, pos, str_copy(diag->arena, text));
}

void diag_error(struct diag *diag, struct pos pos, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add(diag, LEVEL_ERROR, pos, str_vfmt(diag->arena, fmt, args));
	va_end(args);
}

void diag_warning(struct diag *diag, struct pos pos, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add(diag, LEVEL_WARNING, pos, str_vfmt(diag->arena, fmt, args));
	va_end(args);
}

void diag_note(struct diag *diag, struct pos pos, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add(diag, LEVEL_NOTE, pos, str_vfmt(diag->arena, fmt, args));
	va_end(args);
}

void diag_about(struct diag *diag, unsigned code_point)
{
	diag->last->character = code_point;
}

void diag_append(struct diag *diag, const struct diag *other)
{
	for (const struct message *m = other->first; m; m = m->next) {
		diag_add(diag, m->level, m->pos, m->text);
		diag->last->character = m->character;
	}
}

const char *level_name(enum level level)
{
	switch (level) {
	case LEVEL_NOTE:
		return "note";
	case LEVEL_WARNING:
		return "warning";
	case LEVEL_ERROR:
		return "error";
	}
	return "";
}

const char *diag_line(struct arena *arena, const struct message *message)
{
	struct buf buf = {.arena = arena};
	if (message->pos.file) {
		buf_fmt(&buf, "%s:", message->pos.file);
		if (message->pos.line > 0)
			buf_fmt(&buf, "%d:", message->pos.line);
		if (message->pos.line > 0 && message->pos.col > 0)
			buf_fmt(&buf, "%d:", message->pos.col);
		buf_putc(&buf, ' ');
	} else {
		buf_puts(&buf, "handout: ");
	}
	buf_fmt(&buf, "%s: %s\n", level_name(message->level), message->text);
	return buf_chars(&buf);
}
