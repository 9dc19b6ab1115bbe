/**
 * Accountability to the council, board and financiers of the hub (requirements F1 to F3): the annual account, which combines figures of
 * all modules below with texts of the board.
 * <p>{@link nl.tec.accountability.Dashboards} shows the same figures on one screen.
 * {@link nl.tec.accountability.AnnualAccounts} manages the accounts and their versions. The content of a version is an
 * {@link nl.tec.accountability.AccountContent}, composed when a draft is viewed and stored when the board adopts it; its figures can be
 * recomputed from {@link nl.tec.accountability.OpenData} (decision 0063).
 */
@NullMarked
package nl.tec.accountability;

import org.jspecify.annotations.NullMarked;
