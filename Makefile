# handout: printable handouts and e-books from one source, in every language.
#
#   make              sets up what is missing, builds out/bin/handout, typesets content/
#   make program      builds out/bin/handout with the faces and data that it uses
#   make tests        builds the program and its tests, for tests/run to run some of them
#   make check        sets up and runs all tests: unit, golden, layers, fuzz, validators, faults
#   make lint         formatting, clang-tidy, gcc -fanalyzer, cppcheck, headers alone, layers, sizes, shell scripts
#   make sanitize     unit, golden and fuzz tests with address and undefined-behaviour sanitizers
#   make faults       lets every call fail that can, one at a time; kills builds; hostile texts in full
#   make fuzz         each fuzzer for a minute (FUZZ_SECONDS=60)
#   make coverage     the lines and branches of src/ that unit, golden and fuzz tests run, by file
#   make valgrind     one handout built under memcheck
#   make growth       a thousand editions by one worker, whose memory must not grow
#   make torture      every construct in every language and edition before every judge: before a release
#   make bench        compares time and evenness with the floor and with other typesetters; 2,000 pages
#   make bench-peers  installs those typesetters
#   make screenshots  pictures of the e-books in three readers, as electronic paper shows them too, and
#                     of the HTML pages, in out/screenshots
#   make contact-sheet  pictures of every language's pages, in out/contact-sheet-*.png
#   make pictures     the README's pictures, in src/share/pictures
#   make bless        rewrites the golden files from what the program does now; read git diff
#   make compile-commands  writes out/compile_commands.json, for editors that read it
#   make install      installs the program below PREFIX=/usr/local; DESTDIR= stands before it
#   make uninstall    removes it from there
#   make deb          makes a Debian package of it in out/deb/
#   make clean        removes out/
#   make help         prints this
#
# As root, missing Debian packages are installed; otherwise the command to install them is printed.
# CI=true makes warnings errors and a missing judge a failure. V=1 prints every command.

OUT := out
PREFIX := /usr/local
DESTDIR :=
OBJ := $(OUT)/obj
CC := gcc
CFLAGS := -O2 -g
LDFLAGS :=
FUZZ_SECONDS := 60
LINTS := lint
WERROR := $(if $(filter true,$(CI)),1)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wconversion -Wno-sign-conversion -Wvla $(if $(WERROR),-Werror)
LIBRARIES := pangocairo pangoft2 harfbuzz harfbuzz-subset lcms2 libpng zlib libqrencode glib-2.0
# Libraries that nothing else in the process needs are taken as archives where the compiler finds all of
# these: the loader would spend two milliseconds on them at each start. STATIC= takes none.
ARCHIVES := yaml-0.1 jansson libjpeg libdeflate sqlite3 nettle
# Asked once, when the first recipe needs it: the packages may not be there before.
once = $(eval $(1) := $(2))$($(1))
LIBRARY_CFLAGS = $(call once,LIBRARY_CFLAGS,$(patsubst -I%,-isystem %,$(shell \
	pkg-config --cflags $(LIBRARIES) $(ARCHIVES) libzip)))
# The C library and GLib come first, where the loader looks for each name first: most are theirs.
FIRST := -Wl,--push-state,--no-as-needed -lc -Wl,--pop-state -lglib-2.0 -lgobject-2.0
STATIC = -Wl,-Bstatic
SHARED := -Wl,-Bdynamic
ARCHIVE_LIBS = $(call once,ARCHIVE_LIBS,$(shell pkg-config --libs $(ARCHIVES)) -lcmark-gfm-extensions -lcmark-gfm)
# Of an archive that it does not find, the compiler prints the bare name.
lacking = $(filter-out /%,$(shell for name in $(patsubst -l%,lib%.a,$(filter -l%,$(ARCHIVE_LIBS))); do \
	$(CC) -print-file-name=$$name; done))
LIBRARY_LIBS = $(call once,LIBRARY_LIBS,$(FIRST) \
	$(if $(lacking),,$(STATIC)) $(ARCHIVE_LIBS) $(SHARED) \
	$(shell pkg-config --libs $(LIBRARIES)) -ldl -lm)
STRICT = $(CC) -std=c17 -D_GNU_SOURCE -Isrc -I$(OBJ) $(WARNINGS) $(LIBRARY_CFLAGS)
COMPILE = $(STRICT) $(CFLAGS)
LINK = $(CC) $(CFLAGS) $(LDFLAGS) -Wl,--as-needed

SOURCES := $(sort $(shell find src -name '*.c'))
TOOLS := $(filter %_make.c,$(SOURCES))
OBJECTS := $(patsubst src/%.c,$(OBJ)/%.o,$(filter-out $(TOOLS) src/main.c,$(SOURCES)))
UNIT := $(patsubst tests/%.c,$(OUT)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS := $(sort $(wildcard tests/fuzz/fuzz_*.c))
REPLAYS := $(patsubst tests/fuzz/fuzz_%.c,$(OUT)/tests/fuzz/replay_%,$(FUZZERS))
# A text as one word of the shell.
quoted = '$(subst ','\'',$(1))'
say = $(if $(V),,@echo "  $(1)" &&)

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
.DELETE_ON_ERROR:
.SECONDARY:

.PHONY: all program tests judges check lint sanitize faults fuzz coverage valgrind growth torture bench bench-peers screenshots contact-sheet pictures bless compile-commands install uninstall deb clean help
all: program
	$(OUT)/bin/handout build

program: $(OUT)/bin/handout $(OBJ)/fonts.stamp $(OBJ)/share.stamp $(OBJ)/hyphenation.stamp

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

clean:
	rm -rf $(OUT)

# Setting up

$(OBJ)/packages-%.stamp: tests/packages/%
	@mkdir -p $(@D)
	@tests/packages/need $< && touch $@

# What the tests need, in one command with the judges that they can do without.
$(OBJ)/packages-check.stamp: tests/packages/check
	@mkdir -p $(@D)
	@tests/packages/need $< --with tests/packages/judges && touch $@

$(OBJ)/fonts.stamp: fonts/faces.yaml fonts/fonts.conf fonts/link | $(OBJ)/packages-build.stamp
	@fonts/link $(OUT)/fonts && touch $@

$(OBJ)/share.stamp: Makefile
	@mkdir -p $(OUT)/share $(@D)
	@ln -sfrn content/theme.yaml content/strings src/share/new src/share/emergency.yaml \
		$(OUT)/share/ && touch $@

# Building

$(OBJ)/flags: force
	@mkdir -p $(@D)
	@echo '$(CC) $(WARNINGS) $(CFLAGS) $(LDFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(WARNINGS) $(CFLAGS) $(LDFLAGS)' >$@
.PHONY: force

$(OBJ)/%.o: src/%.c $(OBJ)/flags | $(OBJ)/packages-build.stamp
	@mkdir -p $(@D)
	$(call say,CC    $<) $(COMPILE) -MMD -MP -c -o $@ $<

# A table that a program makes: src/X_make.c prints X_data.inc for src/X.c.
$(OBJ)/%_make: src/%_make.c Makefile | $(OBJ)/packages-build.stamp
	@mkdir -p $(@D)
	$(call say,CC    $<) $(STRICT) -O1 -o $@ $< -Wl,--as-needed $(LIBRARY_LIBS) -licui18n -licuuc

$(OBJ)/locale_data.inc: $(OBJ)/document/locale_make src/document/markers.ini
	$(call say,MAKE  $@) $^ >$@
$(OBJ)/document/locale.o: $(OBJ)/locale_data.inc

$(OBJ)/srgb_data.inc: $(OBJ)/pdf/srgb_make
	$(call say,MAKE  $@) $< >$@
$(OBJ)/pdf/srgb.o: $(OBJ)/srgb_data.inc

# A text that the program holds: the bytes of src/site/site.X, separated by commas.
$(OBJ)/site_%.inc: src/site/site.%
	@mkdir -p $(@D)
	$(call say,MAKE  $@) od -An -v -tx1 $< | sed 's/ \(..\)/0x\1,/g' >$@
$(OBJ)/site/site.o: $(OBJ)/site_css.inc $(OBJ)/site_js.inc

$(OBJ)/typeset/hyphenate_make: src/typeset/hyphenate_format.h
$(OBJ)/hyphenation.stamp: src/share/hyphenation.ini src/share/hyph_tr.dic $(OBJ)/typeset/hyphenate_make
	$(call say,MAKE  $(OUT)/share/hyphenation) $(OBJ)/typeset/hyphenate_make $< /usr/share/hyphen \
		$(OUT)/share/hyphenation && touch $@

$(OBJ)/handout.a: $(OBJECTS)
	$(call say,AR    $@) rm -f $@ && ar qcs $@ $^

$(OUT)/bin/handout: $(OBJ)/main.o $(OBJ)/handout.a
	@mkdir -p $(@D)
	$(call say,LINK  $@) $(LINK) -o $@ $^ $(LIBRARY_LIBS)

# The program as a package has it, with all libraries shared.
$(OUT)/tests/package/handout: $(OBJ)/main.o $(OBJ)/handout.a
	@mkdir -p $(@D)
	$(call say,LINK  $@) $(LINK) -o $@ $^ $(filter-out $(STATIC),$(LIBRARY_LIBS))

$(OUT)/tests/unit/%: tests/unit/%.c $(OBJ)/handout.a $(OBJ)/flags | $(OBJ)/packages-check.stamp
	@mkdir -p $(@D)
	$(call say,TEST  $<) $(COMPILE) -Itests -MMD -MP -MF $@.d -o $@ $< $(LDFLAGS) -Wl,--as-needed \
		$(OBJ)/handout.a -lcmocka -lqpdf -lzip $(LIBRARY_LIBS)

$(OUT)/tests/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(OBJ)/handout.a $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,TEST  $<) $(COMPILE) -Itests -MMD -MP -MF $@.d -o $@ $< tests/fuzz/replay.c $(LDFLAGS) -Wl,--as-needed \
		$(OBJ)/handout.a $(LIBRARY_LIBS)

$(OUT)/tests/fuzz/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/exit.c $(OBJ)/handout.a $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,FUZZ  $<) $(COMPILE) -Itests -MMD -MP -MF $@.d -fsanitize=fuzzer -o $@ $< tests/fuzz/exit.c $(LDFLAGS) \
		-Wl,--wrap=_exit -Wl,--as-needed \
		$(OBJ)/handout.a $(LIBRARY_LIBS)

# What is loaded before the program's libraries, so that their calls can fail or be watched.
$(OUT)/tests/faults/%.so: tests/faults/%.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,TEST  $<) $(CC) -std=c17 -D_GNU_SOURCE -O1 -g -Wall -Wextra \
		-Wno-unknown-warning-option -Wno-nonnull-compare $(if $(WERROR),-Werror) -fPIC -shared -o $@ $<

-include $(shell find $(OBJ) $(OUT)/tests -name '*.d' -type f 2>/dev/null)

# Testing

tests: program $(UNIT) $(REPLAYS) $(OUT)/tests/faults/inject.so $(OUT)/tests/faults/held.so

judges: $(OBJ)/judges.stamp
$(OBJ)/judges.stamp: tests/package.json tests/package-lock.json tests/packages/judges tests/judges \
		| $(OBJ)/packages-check.stamp
	@if tests/judges $(OUT)/judges; then touch $@; fi

check: tests judges $(OUT)/tests/package/handout
	OUT=$(OUT) tests/run unit golden layers fuzz validators faults

lint: $(OBJ)/packages-build.stamp $(OBJ)/packages-lint.stamp $(OBJ)/packages-check.stamp \
		$(OBJ)/locale_data.inc $(OBJ)/site_css.inc $(OBJ)/site_js.inc $(OBJ)/srgb_data.inc
	OUT=$(OUT) INCLUDES='$(LIBRARY_CFLAGS)' tests/run $(LINTS)

SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=undefined
sanitize: $(OBJ)/packages-build.stamp $(OBJ)/packages-check.stamp
	$(MAKE) --no-print-directory OUT=$(OUT)/asan \
		CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZERS)' tests
	OUT=$(OUT)/asan TAG=sanitize tests/run unit golden fuzz

faults: program $(OUT)/tests/faults/inject.so
	OUT=$(OUT) tests/faults/run whole
	OUT=$(OUT) tests/faults/kill 200
	OUT=$(OUT) tests/faults/disk
	OUT=$(OUT) tests/faults/hostile whole

fuzz: $(OBJ)/packages-build.stamp $(OBJ)/packages-proof.stamp
	$(MAKE) --no-print-directory OUT=$(OUT)/fuzz CC=clang \
		CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZERS) -fsanitize=fuzzer-no-link' \
		program $(patsubst tests/%.c,$(OUT)/fuzz/tests/%,$(FUZZERS))
	OUT=$(OUT)/fuzz tests/fuzz/run $(FUZZ_SECONDS)

# The counters are pages of a file that worker processes share, so that what they run counts however
# they end.
COUNTED = -fprofile-instr-generate=$(abspath $(OUT))/coverage/profiles/%m%c.profraw -fcoverage-mapping \
	-mllvm -runtime-counter-relocation
coverage: $(OBJ)/packages-build.stamp $(OBJ)/packages-check.stamp $(OBJ)/packages-proof.stamp
	$(MAKE) --no-print-directory OUT=$(OUT)/coverage WERROR= CC=clang CFLAGS='-O1 -g $(COUNTED)' tests
	OUT=$(OUT)/coverage tests/coverage/run

valgrind: program $(OBJ)/packages-proof.stamp
	OUT=$(OUT) tests/memcheck

growth: program $(OUT)/tests/faults/held.so
	OUT=$(OUT) tests/growth 42

torture: program judges $(OUT)/tests/package/handout $(OUT)/tests/faults/held.so
	OUT=$(OUT) tests/torture

bench: program $(OBJ)/packages-bench.stamp $(addprefix $(OUT)/tests/bench/,turns floor floor_epub epub_cost memory)
	OUT=$(OUT) tests/bench/run
	OUT=$(OUT) tests/bench/epub
	OUT=$(OUT) tests/bench/pages
	OUT=$(OUT) tests/bench/library
	OUT=$(OUT) tests/bench/evenness/run

$(OUT)/tests/bench/turns: tests/bench/turns.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,CC    $<) $(COMPILE) -o $@ $<

$(OUT)/tests/bench/floor: tests/bench/floor.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,CC    $<) $(COMPILE) -o $@ $< $$(pkg-config --libs pangocairo cairo-pdf)

$(OUT)/tests/bench/floor_epub: tests/bench/floor_epub.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,CC    $<) $(COMPILE) -o $@ $< -Wl,--as-needed -lzip

$(OUT)/tests/bench/epub_cost: tests/bench/epub_cost.c $(OBJ)/handout.a $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,CC    $<) $(COMPILE) -o $@ $< $(LDFLAGS) -Wl,--as-needed \
		-Wl,--wrap=epub_write,--wrap=cover_png $(OBJ)/handout.a $(LIBRARY_LIBS)

$(OUT)/tests/bench/memory: tests/bench/memory.c $(OBJ)/handout.a $(OBJ)/flags
	@mkdir -p $(@D)
	$(call say,CC    $<) $(COMPILE) -o $@ $< $(LDFLAGS) -Wl,--as-needed $(OBJ)/handout.a $(LIBRARY_LIBS)

# The typesetters to compare with; without them bench leaves them out.
bench-peers: $(OBJ)/packages-bench-peers.stamp
	@npm install --prefix $(OUT)/bench-peers --ignore-scripts --no-audit --no-fund --loglevel=error \
		@myriaddreamin/typst-ts-node-compiler@0.7.0

screenshots: program judges
	$(OUT)/bin/handout build --quiet -f pdf,epub -o $(OUT)/handouts
	@mkdir -p $(OUT)/screenshots
	OUT=$(OUT) tests/validators/readers $(OUT)/handouts $(OUT)/screenshots
	OUT=$(OUT) tests/validators/html $(OUT)/handouts $(OUT)/screenshots

contact-sheet: program $(OBJ)/packages-judges.stamp
	OUT=$(OUT) tests/contact-sheet

pictures: program $(OBJ)/packages-judges.stamp
	OUT=$(OUT) tests/pictures

# For editors; .clangd says where it is.
compile-commands: $(OBJ)/packages-build.stamp
	@mkdir -p $(OUT)
	@for file in $(SOURCES) $(wildcard tests/*/*.c); do \
		printf '{"directory": "%s", "file": "%s", "command": "%s -Itests -c %s"}\n' \
			'$(CURDIR)' $$file '$(COMPILE)' $$file; \
	done | sed '1s/^/[/; $$!s/$$/,/; $$s/$$/]/' >$(OUT)/compile_commands.json

install: program
	src/share/packaging/install $(OUT) $(call quoted,$(PREFIX)) $(call quoted,$(DESTDIR))

uninstall:
	src/share/packaging/uninstall $(call quoted,$(PREFIX)) $(call quoted,$(DESTDIR))

# Of a build of its own, as Debian hardens what it installs, and with all libraries shared, so that they
# are mended for all programs at once; without -g, which would write down the folder of the build.
deb: $(OBJ)/packages-build.stamp $(OBJ)/packages-deb.stamp
	$(MAKE) --no-print-directory OUT=$(OUT)/deb STATIC= LDFLAGS='-pie -Wl,-z,relro,-z,now' \
		CFLAGS='-O2 -fPIE -D_FORTIFY_SOURCE=2 -fstack-protector-strong' program
	src/share/packaging/deb $(OUT)/deb

bless: program
	OUT=$(OUT) tests/run --bless golden
