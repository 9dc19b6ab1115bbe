/** The pages of signing in, of your own account, and of the administrator and the school coordinator about accounts. */
@NullMarked
package nl.tec.accounts.web;

import org.jspecify.annotations.NullMarked;
