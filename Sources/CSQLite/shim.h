#include <sqlite3.h>

// Swift cannot call the variadic sqlite3_db_config.
static inline int rollbook_sqlite_keep_wal_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
