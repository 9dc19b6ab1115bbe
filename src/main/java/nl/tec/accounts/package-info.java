/**
 * Identity and permissions (rules 9): accounts, roles, membership of organisations, signing in by password or by a
 * link in the mail, rate limits, and the audit log that can only be added to.
 * <p>Other modules receive an {@link nl.tec.accounts.Actor} and ask it what it may; they never look at roles in SQL.
 */
@NullMarked
package nl.tec.accounts;

import org.jspecify.annotations.NullMarked;
