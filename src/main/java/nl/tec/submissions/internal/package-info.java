@NullMarked
package nl.tec.submissions.internal;

import org.jspecify.annotations.NullMarked;
