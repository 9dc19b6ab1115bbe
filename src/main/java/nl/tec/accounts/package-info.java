/**
 * Identity and permissions (rules 9): accounts, roles, membership of organisations, sign-in by password or by a link in the mail, rate
 * limits, and the append-only audit log.
 * <p>Other modules receive an {@link nl.tec.accounts.Actor} and query its roles; they never look at roles in SQL.
 */
@NullMarked
package nl.tec.accounts;

import org.jspecify.annotations.NullMarked;
