/** The pages of schools, classes, organisations and imports. */
@NullMarked
package nl.tec.organisations.web;

import org.jspecify.annotations.NullMarked;
