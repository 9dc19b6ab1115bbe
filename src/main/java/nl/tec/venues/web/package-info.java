@NullMarked
package nl.tec.venues.web;

import org.jspecify.annotations.NullMarked;
