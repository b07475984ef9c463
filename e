rollbook.yaml:1:1: error: rollbook.yaml can't be read: no such file or directory [unreadable-file]
1 error
