// Positions of code in the sources that it was bundled from. Part of interpreter.c: QuickJS keeps positions out of sight.
//
// A function has one file name and a table of lines. A bundle makes one function of the top level of many files: its
// file name then is a list of names, one a line, and its lines say in their upper bits which of them is meant.

enum { line_bits = 20, most_lines = (1 << line_bits) - 1, most_files = 1 << (31 - line_bits) };

// The name of the file at a position, and the line in it.
static JSValue file_of_position(JSContext *ctx, JSAtom files, int *line) {
    if (files == JS_ATOM_NULL) {
        *line = -1;
        return JS_NewString(ctx, "app.js");
    }
    const char *names = JS_AtomToCString(ctx, files);
    if (names == NULL) return JS_EXCEPTION;
    const char *name = names;
    for (int skip = *line >> line_bits; skip > 0 && strchr(name, '\n') != NULL; skip--) name = strchr(name, '\n') + 1;
    *line &= most_lines;
    JSValue result = JS_NewStringLen(ctx, name, strcspn(name, "\n"));
    JS_FreeCString(ctx, names);
    return result;
}

#ifndef QJS_DISABLE_PARSER

struct position {
    int pc;
    int line, column;
    // In the source's list; -1: nothing is known of it.
    int file;
};

// The last place of the line that is not behind the column.
static void find_source(const struct source *source, struct position *position) {
    uint32_t low = 0, high = source->place_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct place *place = &source->places[middle];
        bool is_before = place->line < (uint32_t)position->line ||
                         (place->line == (uint32_t)position->line && place->column <= (uint32_t)position->column);
        if (is_before) low = middle + 1;
        else high = middle;
    }
    position->file = -1;
    if (low == 0 || source->places[low - 1].line != (uint32_t)position->line) return;
    const struct place *place = &source->places[low - 1];
    position->file = (int)place->file;
    position->line = (int)(place->source_line < most_lines ? place->source_line : most_lines);
    position->column = (int)place->source_column;
}

// As `find_line_num` reads them; the first is where the function begins.
static struct position *read_positions(JSContext *ctx, const JSFunctionBytecode *b, int *count) {
    struct position *positions = js_malloc(ctx, sizeof *positions * (size_t)(b->pc2line_len + 1));
    if (positions == NULL) return NULL;
    struct position at = {0, b->line_num, b->col_num, -1};
    const uint8_t *p = b->pc2line_buf, *p_end = p + b->pc2line_len;
    int found = 0;
    positions[found++] = at;
    while (p < p_end) {
        int32_t line, column;
        unsigned op = *p++;
        if (op == 0) {
            uint32_t pc;
            p += get_leb128(&pc, p, p_end);
            p += get_sleb128(&line, p, p_end);
            at.pc += (int)pc;
        } else {
            at.pc += (int)((op - PC2LINE_OP_FIRST) / PC2LINE_RANGE);
            line = (int)((op - PC2LINE_OP_FIRST) % PC2LINE_RANGE) + PC2LINE_BASE;
        }
        p += get_sleb128(&column, p, p_end);
        at.line += line;
        at.column += column;
        positions[found++] = at;
    }
    *count = found;
    return positions;
}

// As `compute_pc2line_info` writes them.
static void write_positions(JSContext *ctx, JSFunctionBytecode *b, const struct position *positions, int count) {
    DynBuf out;
    js_dbuf_init(ctx, &out);
    struct position last = positions[0];
    last.pc = 0;
    b->line_num = last.line;
    b->col_num = last.column;
    for (int i = 1; i < count; i++) {
        struct position at = positions[i];
        int pc = at.pc - last.pc, line = at.line - last.line;
        if (line == 0 && at.column == last.column) continue;
        if (line >= PC2LINE_BASE && line < PC2LINE_BASE + PC2LINE_RANGE && pc <= PC2LINE_DIFF_PC_MAX) {
            dbuf_putc(&out, (uint8_t)(line - PC2LINE_BASE + pc * PC2LINE_RANGE + PC2LINE_OP_FIRST));
        } else {
            dbuf_putc(&out, 0);
            dbuf_put_leb128(&out, (uint32_t)pc);
            dbuf_put_sleb128(&out, line);
        }
        dbuf_put_sleb128(&out, at.column - last.column);
        last = at;
    }
    if (dbuf_error(&out)) __builtin_trap();
    js_free(ctx, b->pc2line_buf);
    b->pc2line_buf = out.buf;
    b->pc2line_len = (int)out.size;
}

// Helpers of the bundler between two pieces of a source have no place of their own: they take the one before them.
static bool find_sources(const struct source *source, struct position *positions, int count) {
    int first = -1;
    for (int i = 0; i < count; i++) {
        find_source(source, &positions[i]);
        if (positions[i].file >= 0 && first < 0) first = i;
        if (positions[i].file >= 0 || first < 0) continue;
        int pc = positions[i].pc;
        positions[i] = positions[i - 1];
        positions[i].pc = pc;
    }
    for (int i = 0; i < first; i++) {
        int pc = positions[i].pc;
        positions[i] = positions[first];
        positions[i].pc = pc;
    }
    return first >= 0;
}

// The files of these positions as one name, and in each line which of them.
static JSAtom name_files(JSContext *ctx, const struct source *source, struct position *positions, int count) {
    static int used[most_files];
    int used_count = 0;
    DynBuf names;
    js_dbuf_init(ctx, &names);
    for (int i = 0; i < count; i++) {
        int number = 0;
        while (number < used_count && used[number] != positions[i].file) number++;
        if (number == most_files) number = 0;
        else if (number == used_count) {
            used[used_count++] = positions[i].file;
            const char *name = source->files;
            for (int skip = positions[i].file; skip > 0; skip--) name = strchr(name, '\n') + 1;
            if (number > 0) dbuf_putc(&names, '\n');
            dbuf_put(&names, (const uint8_t *)name, strcspn(name, "\n"));
        }
        positions[i].line |= number << line_bits;
    }
    if (dbuf_error(&names)) __builtin_trap();
    JSAtom atom = JS_NewAtomLen(ctx, (const char *)names.buf, names.size);
    dbuf_free(&names);
    return atom;
}

static void map_function(JSContext *ctx, JSFunctionBytecode *b, const struct source *source) {
    int count = 0;
    struct position *positions = read_positions(ctx, b, &count);
    if (positions == NULL) __builtin_trap();
    if (find_sources(source, positions, count)) {
        JS_FreeAtom(ctx, b->filename);
        b->filename = name_files(ctx, source, positions, count);
        write_positions(ctx, b, positions, count);
    }
    js_free(ctx, positions);
    for (int i = 0; i < b->cpool_count; i++)
        if (JS_VALUE_GET_TAG(b->cpool[i]) == JS_TAG_FUNCTION_BYTECODE)
            map_function(ctx, JS_VALUE_GET_PTR(b->cpool[i]), source);
}

void map_positions(JSContext *ctx, JSValueConst code, const struct source *source) {
    map_function(ctx, JS_VALUE_GET_PTR(code), source);
}

#endif
