module app

go 1.24

require ocre.local/sdk v0.0.0

replace ocre.local/sdk => ./build/sdk
