@NullMarked
package nl.tec.neighbours.web;

import org.jspecify.annotations.NullMarked;
