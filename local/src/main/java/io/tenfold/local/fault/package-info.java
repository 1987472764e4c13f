/** What went wrong, in words for people; any package may call it, and it calls none. */
package io.tenfold.local.fault;
