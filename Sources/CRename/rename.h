// glibc shows renameat2 (Linux 3.15) only to programs that define _GNU_SOURCE, which Swift's
// importer does not.
extern int renameat2(
  int old_folder, const char *old_path, int new_folder, const char *new_path,
  unsigned int flags);

static const unsigned int rollbook_rename_noreplace = 1u << 0;
static const unsigned int rollbook_rename_exchange = 1u << 1;
