/**
 * Accountability to the council, board and financiers of the hub (requirements F1 to F3): the annual account, made of the figures of
 * all modules below with texts of the board between.
 * <p>{@link nl.tec.accountability.Dashboards} puts the same figures on one screen. {@link nl.tec.accountability.AnnualAccounts} keeps the accounts and their versions. What a version says is an
 * {@link nl.tec.accountability.AccountContent}, which is put together when somebody looks at a draft, and kept when the board adopts
 * it; {@link nl.tec.accountability.OpenData} is what its figures can be recomputed from (decision 0063).
 */
@NullMarked
package nl.tec.accountability;

import org.jspecify.annotations.NullMarked;
