/**
 * Running the hub: backups and what becomes of them, what the machine and the program are doing, and when a person has to look at
 * something.
 * <p>{@link nl.tec.operations.BackupWriter} and {@link nl.tec.operations.BackupReader} work on a connection, without Spring: the
 * command line uses them too.
 */
@NullMarked
package nl.tec.operations;

import org.jspecify.annotations.NullMarked;
