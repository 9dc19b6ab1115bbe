/** The pages of the results: public, and for the roles that may break figures down. */
@NullMarked
package nl.tec.results.web;

import org.jspecify.annotations.NullMarked;
