// Yours to edit: ocrekit writes this file once.

package main

func main() {}
