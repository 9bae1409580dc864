"""Steps from each schema to the next. A published step is never changed; `migrate.HEAD` names the newest."""
