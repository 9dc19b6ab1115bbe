package nl.tec.operations;

import java.io.IOException;
import java.sql.SQLException;
import nl.tec.operations.BackupContents.Totals;

/** Test restores of backups, in a temporary database. */
public interface BackupDrill {

    /**
     * Restores everything, compares every table, and migrates the tables to this version.
     *
     * @throws BackupRefused when the backup can't be used, or a table differs afterwards
     */
    Totals restore(BackupReader backup) throws IOException, SQLException;
}
