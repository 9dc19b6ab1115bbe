/**
 * Operating the hub: backups and their drills, metrics of the machine and the program, and alerts when a person has to
 * act.
 * <p>{@link nl.tec.operations.BackupWriter} and {@link nl.tec.operations.BackupReader} work on a connection, without Spring: the
 * command line uses them too.
 */
@NullMarked
package nl.tec.operations;

import org.jspecify.annotations.NullMarked;
