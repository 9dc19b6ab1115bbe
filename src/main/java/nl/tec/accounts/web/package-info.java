/** The pages of sign-in and one's own account, and those of administrators and school coordinators to manage accounts. */
@NullMarked
package nl.tec.accounts.web;

import org.jspecify.annotations.NullMarked;
