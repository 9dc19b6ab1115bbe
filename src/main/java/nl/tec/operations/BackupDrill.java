package nl.tec.operations;

import java.io.IOException;
import java.sql.SQLException;
import nl.tec.operations.BackupContents.Totals;

/** Restores a backup in a database of its own, which is thrown away afterwards. */
public interface BackupDrill {

    /**
     * Restores everything, compares every table, and brings the tables up to this version.
     *
     * @throws BackupRefused when the backup can't be used, or something is not equal afterwards
     */
    Totals restore(BackupReader backup) throws IOException, SQLException;
}
