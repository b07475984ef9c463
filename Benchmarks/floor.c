// The least that a plan with nothing to do must cost: pull every libyaml event out of a manifest,
// then step every row of the store's tables in the order of their keys and touch every column.
//   floor MANIFEST STORE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static const char *const tables[] = {"account",          "address",       "forward_target",
                                     "assistant_target", "autoresponder", "mail_group"};

static void fail(const char *what, const char *why) {
  fprintf(stderr, "floor: %s: %s\n", what, why);
  exit(1);
}

static unsigned long events(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path, "cannot be opened");
  yaml_parser_t parser;
  yaml_event_t event;
  if (!yaml_parser_initialize(&parser)) fail(path, "no memory");
  yaml_parser_set_input_file(&parser, file);
  unsigned long count = 0;
  for (int ended = 0; !ended; count++) {
    if (!yaml_parser_parse(&parser, &event)) fail(path, parser.problem);
    ended = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  fclose(file);
  return count;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(sql, sqlite3_errmsg(db));
  return statement;
}

// Appends the primary key of `table` as an ORDER BY; a table without one keeps its own order.
static void order_by_key(sqlite3 *db, const char *table, char *sql, size_t size) {
  sqlite3_stmt *keys =
      prepare(db, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk");
  sqlite3_bind_text(keys, 1, table, -1, SQLITE_STATIC);
  const char *separator = " ORDER BY ";
  while (sqlite3_step(keys) == SQLITE_ROW) {
    size_t used = strlen(sql);
    snprintf(sql + used, size - used, "%s\"%s\"", separator, sqlite3_column_text(keys, 0));
    separator = ", ";
  }
  sqlite3_finalize(keys);
}

static unsigned long touched;

static unsigned long rows(sqlite3 *db, const char *table) {
  sqlite3_stmt *known =
      prepare(db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1");
  sqlite3_bind_text(known, 1, table, -1, SQLITE_STATIC);
  int is_there = sqlite3_step(known) == SQLITE_ROW;
  sqlite3_finalize(known);
  if (!is_there) return 0;

  char sql[1024];
  snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
  order_by_key(db, table, sql, sizeof sql);
  sqlite3_stmt *statement = prepare(db, sql);
  unsigned long count = 0;
  int result;
  while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
    count++;
    for (int column = sqlite3_data_count(statement) - 1; column >= 0; column--) {
      switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER: touched += (unsigned long)sqlite3_column_int64(statement, column); break;
      case SQLITE_FLOAT: touched += (unsigned long)sqlite3_column_double(statement, column); break;
      case SQLITE_NULL: break;
      default: {
        const unsigned char *bytes = sqlite3_column_blob(statement, column);
        int length = sqlite3_column_bytes(statement, column);
        if (length > 0) touched += bytes[0] + bytes[length - 1] + (unsigned long)length;
      }
      }
    }
  }
  if (result != SQLITE_DONE) fail(table, sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  return count;
}

int main(int count, char **arguments) {
  if (count != 3) fail("usage", "floor MANIFEST STORE");
  unsigned long all_events = events(arguments[1]);
  sqlite3 *db;
  if (sqlite3_open_v2(arguments[2], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    fail(arguments[2], sqlite3_errmsg(db));
  unsigned long all_rows = 0;
  for (size_t index = 0; index < sizeof tables / sizeof *tables; index++)
    all_rows += rows(db, tables[index]);
  sqlite3_close(db);
  printf("%lu events, %lu rows, %lu\n", all_events, all_rows, touched);
  return 0;
}
