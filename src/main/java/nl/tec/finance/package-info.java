/**
 * The money of the hub (requirement G2, rules 7): the plan over the years, its sources and what they ask, scenarios beside it, and
 * what was really spent and received. No payments are taken here.
 * <p>{@link nl.tec.finance.Budget} keeps the plan and {@link nl.tec.finance.Ledger} the bookings;
 * {@link nl.tec.finance.BudgetOverview} puts them side by side, and {@link nl.tec.finance.RiskCheck} says what breaks a condition.
 */
@NullMarked
package nl.tec.finance;

import org.jspecify.annotations.NullMarked;
