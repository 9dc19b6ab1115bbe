@NullMarked
package nl.tec.submissions.web;

import org.jspecify.annotations.NullMarked;
